package dev.tidegate.sink.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.EnumType;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.sink.target.ExistingTable.ExistingColumn;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableDifferencesTest {
    private static final Table DECLARED = new Table(
            "public",
            "Users",
            List.of(
                    column("id", ColumnType.of(ColumnKind.UUID), false),
                    column("name", ColumnType.of(ColumnKind.TEXT), true),
                    column("status", ColumnType.enumeration("Status"), false),
                    column("seen", ColumnType.of(ColumnKind.TIMESTAMP), true)),
            List.of("id"),
            List.of(),
            List.of());

    @Test
    void findsNoneWhereOnlyTheOrderDiffers() {
        assertThat(TableDifferences.of(
                        DECLARED,
                        existing(
                                List.of("id"),
                                there("seen", "timestamp(3) without time zone", false),
                                there("status", "enum Status", true),
                                there("name", "text", false),
                                there("id", "uuid", true))))
                .isEmpty();
    }

    @Test
    void namesEachDifference() {
        assertThat(TableDifferences.of(
                        DECLARED,
                        existing(
                                List.of("name"),
                                there("id", "text", true),
                                there("name", "text", true),
                                there("status", "enum other.Status", true),
                                there("extra", "integer", false))))
                .containsExactly(
                        "table public.Users: column id is text, the migration file declares uuid",
                        "table public.Users: column name is NOT NULL, the migration file declares nullable",
                        "table public.Users: column status is enum other.Status, the migration file declares enum Status",
                        "table public.Users: column seen is missing",
                        "table public.Users: column extra is not in the file",
                        "table public.Users: primary key is (name), the migration file declares (id)");
    }

    @Test
    void namesAView() {
        assertThat(TableDifferences.of(DECLARED, new ExistingTable("Users", 'v', List.of(), List.of(), List.of())))
                .singleElement()
                .asString()
                .contains("view");
    }

    @Test
    void comparesLabelsInOrder() {
        EnumType declared = new EnumType("Status", List.of("A", "B"));

        assertThat(TableDifferences.of(declared, List.of("A", "B"))).isEmpty();
        assertThat(TableDifferences.of(declared, List.of("B", "A")))
                .containsExactly("enum Status: labels are [B, A], the migration file declares [A, B]");
    }

    private static ExistingTable existing(List<String> key, ExistingColumn... columns) {
        return new ExistingTable("Users", 'r', List.of(columns), key, List.of());
    }

    private static ExistingColumn there(String name, String type, boolean notNull) {
        return new ExistingColumn(name, type, notNull, false);
    }

    private static Column column(String name, ColumnType type, boolean nullable) {
        return new Column(name, type, nullable, Optional.empty());
    }
}
