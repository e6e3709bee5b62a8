package dev.tidegate.cutover.unique;

import static dev.tidegate.validator.ends.Workshop.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.validator.ends.TwoEnds;
import dev.tidegate.validator.ends.TwoEnds.Ends;
import dev.tidegate.validator.ends.Workshop;
import java.util.ArrayList;
import java.util.List;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("mongodb")
class UniqueClashesIT {
    @AutoClose
    private static final TwoEnds SERVERS = new TwoEnds();

    private Ends ends;

    @BeforeEach
    void prepare() {
        ends = Workshop.prepare(SERVERS);
    }

    @Test
    void uniqueValuesClashAsTheIndexWouldSay() {
        ObjectId other = new ObjectId("640000000000000000000003");
        Workshop.person(ends, other, "ANN");
        ends.sql("UPDATE people SET email = 'a@b' WHERE name <> 'Bob'");
        UniqueClashes clashes = new UniqueClashes(ends.migration(), ends.connections());
        assertThat(clashes.indexes())
                .extracting(each -> each.index().name())
                .containsExactly("people_email_key", "people_active_name_key");
        List<UniqueClash> found = find(clashes, 0);
        assertThat(found).hasSize(1);
        assertThat(found.get(0).rows()).isEqualTo(2);
        assertThat(found.get(0).clashing())
                .extracting(row -> row.document().orElseThrow())
                .containsExactly(other.toHexString(), ANN.toHexString());
        assertThat(find(clashes, 1)).as("outside the predicate").isEmpty();
        ends.sql("UPDATE people SET active = true");
        assertThat(find(clashes, 1)).hasSize(1);
        ends.sql("UPDATE people SET email = NULL");
        assertThat(find(clashes, 0)).as("NULLs are distinct").isEmpty();
    }

    @Test
    void aClashOfManyRowsIsCountedWhole() {
        ends.sql("INSERT INTO people (id, name, email) SELECT tidegate.uuid_for('people', lpad(to_hex(n), 24, '0')),"
                + " 'x', CASE WHEN n % 2 = 0 THEN '' ELSE 'y' END FROM generate_series(1, 3000) n");
        UniqueClashes clashes = new UniqueClashes(ends.migration(), ends.connections());
        List<UniqueClash> found = find(clashes, 0);
        assertThat(found).extracting(UniqueClash::rows).containsExactly(1500L, 1500L);
        assertThat(found.get(0).clashing()).hasSize(UniqueClashes.ROWS_LISTED);
        var rows = new ArrayList<String>();
        clashes.rows(clashes.indexes().get(0), (value, key) -> rows.add(value + " " + key.get(0)));
        assertThat(rows).hasSize(3000).doesNotHaveDuplicates();
    }

    private static List<UniqueClash> find(UniqueClashes clashes, int index) {
        List<UniqueClash> found = new ArrayList<>();
        assertThat(clashes.find(clashes.indexes().get(index), found::add)).isEqualTo(found.size());
        return found;
    }
}
