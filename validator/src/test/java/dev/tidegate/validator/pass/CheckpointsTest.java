package dev.tidegate.validator.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.validator.compare.Comparison;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.result.RowCount;
import dev.tidegate.validator.result.RowCount.Account;
import dev.tidegate.validator.result.Tally;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    @TempDir
    Path folder;

    @Test
    void aPassGoesOnWithItsCountsSuspectsAndSample() {
        var file = new CheckpointFile(folder, "any/name");
        Progress before = progress(file);
        before.ledger().agreed(new Tally(List.of(new Tally.Entry("T", 3, 2, Map.of(Account.DEAD_LETTER, 1L)))));
        List<Subject> subjects = List.of(
                Subject.Document.of("c", new BsonObjectId(new ObjectId("650000000000000000000001"))),
                Subject.Document.of("c", new BsonDocument("a", new BsonString("ü"))),
                Subject.Document.of("c", new BsonDocument("a", new BsonDocument("$oid", new BsonString("ü")))),
                new Subject.Edge("J", new UUID(1, 2), new UUID(3, 4)),
                new Subject.Row("T", "x"));
        subjects.forEach(subject -> before.ledger()
                .differs(new Comparison(subject, true, true, 9, Tally.of("T", 1, 1), List.of(), Optional.empty())));
        Subject uncounted = Subject.Document.of("c", new BsonString("uncounted"));
        before.ledger()
                .differsUncounted(
                        new Comparison(uncounted, true, true, 9, Tally.of("T", 1, 1), List.of(), Optional.empty()));
        before.offer(new BsonString("drawn"));
        before.compared(8);
        before.finish();

        Progress after = progress(new CheckpointFile(folder, "any/name"));
        after.resume();

        assertThat(after.isFinished()).isTrue();
        assertThat(after.ledger().totals().of("T")).isEqualTo(new RowCount(8, 7, Map.of(Account.DEAD_LETTER, 1L)));
        assertThat(after.ledger().suspects().keySet())
                .startsWith(subjects.toArray(Subject[]::new))
                .endsWith(uncounted);
        assertThat(after.ledger().suspects().get(subjects.get(0)).counted()).contains(Tally.of("T", 1, 1));
        assertThat(after.ledger().suspects().get(uncounted).counted()).isEmpty();
        assertThat(after.drawn()).containsExactly(new BsonString("drawn"));
    }

    /** Collections' names may be longer than a file's, once they are written in ASCII, and differ by case alone. */
    @Test
    void eachNameHasAFileOfItsOwn() {
        List<String> names = List.of("имя".repeat(30), "имя".repeat(29) + "имЯ", "a", "A", "a b", "a+b", ".", "..");
        names.forEach(name -> new CheckpointFile(folder, name).write(name));

        assertThat(folder.toFile().list()).hasSize(names.size()).doesNotHaveDuplicates();
        assertThat(Stream.of(folder.toFile().list()).map(file -> file.toLowerCase(Locale.ROOT)))
                .as("where case does not count")
                .doesNotHaveDuplicates();
        assertThat(names)
                .allSatisfy(name ->
                        assertThat(new CheckpointFile(folder, name).read()).contains(name));
    }

    private static Progress progress(CheckpointFile file) {
        return new Progress(
                new Ledger(10), new Reservoir(5, 1, "c"), UnseenValues.none(), documents -> {}, Optional.of(file));
    }
}
