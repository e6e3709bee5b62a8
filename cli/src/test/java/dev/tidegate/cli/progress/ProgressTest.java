package dev.tidegate.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.terminal.Terminal;
import dev.tidegate.mapping.declaration.TableKind;
import dev.tidegate.operate.status.MigrationStatus;
import dev.tidegate.operate.status.MigrationStatus.CollectionStatus;
import dev.tidegate.operate.status.MigrationStatus.DeadLetters;
import dev.tidegate.operate.status.MigrationStatus.Phase;
import dev.tidegate.operate.status.MigrationStatus.StageStatus;
import dev.tidegate.operate.status.MigrationStatus.TableStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text, true);

    @Test
    void beginsWithTheTablesDoneAndToDo() {
        new PlainProgress(out, Duration.ofSeconds(5)).show(status(0, Phase.NOT_STARTED, entity(0, false)));
        assertThat(text.toString()).startsWith("tables: 0 done, 2 to do; a new start\n");
    }

    @Test
    void saysWhereAResumedRunGoesOn() {
        new PlainProgress(out, Duration.ofSeconds(5)).show(status(0, Phase.SNAPSHOT, entity(100, true)));
        assertThat(text.toString())
                .startsWith("tables: 1 done, 1 to do; resumes in the snapshot, 60 of 100 documents are in Kafka\n")
                .doesNotContain("table orders done");
    }

    @Test
    void tellsEachTablesEndOnce() {
        PlainProgress progress = new PlainProgress(out, Duration.ofSeconds(5));
        progress.show(status(0, Phase.SNAPSHOT, entity(10, false)));
        progress.show(status(61, Phase.LIVE, entity(98, true)));
        progress.show(status(62, Phase.LIVE, entity(98, true)));
        assertThat(text.toString().lines().filter(line -> line.startsWith("table ")))
                .containsExactly("table orders done: 98 rows, 1m01s since the start, 2 errors");
    }

    @Test
    void countsPercentByDocumentsThatHaveArrived() {
        assertThat(status(0, Phase.SNAPSHOT, entity(48, false)).percent()).isEqualTo(50.0);
        assertThat(status(0, Phase.NOT_STARTED, entity(0, false)).percent()).isLessThan(100);
    }

    @Test
    void estimatesTheTimeLeftByTheAverage() {
        PlainProgress progress = new PlainProgress(out, Duration.ofSeconds(5));
        progress.show(status(0, Phase.SNAPSHOT, entity(0, false)));
        progress.show(status(10, Phase.SNAPSHOT, entity(48, false)));
        assertThat(text.toString()).contains(" 50.0% documents=50/100 rows=48 rows/s=4 eta=10s ");
    }

    @Test
    void drawsOverItsLastPictureAndLeavesWhatStandsAbove() {
        TerminalProgress progress = new TerminalProgress(out, new Terminal(24, 100, false));
        progress.show(status(0, Phase.SNAPSHOT, entity(10, false)));
        int first = text.getBuffer().length();
        progress.show(status(1, Phase.LIVE, entity(98, true)));
        String second = text.getBuffer().substring(first);
        assertThat(second).startsWith("\u001b[5F" + "table orders done: 98 rows");
        assertThat(second).contains("▸ orders").contains("100.0%");
        for (int i = 2; i < 5; i++) {
            progress.show(status(i, Phase.LIVE, entity(98, true)));
        }
        assertThat(text.toString()).contains("✓ orders");
    }

    @Test
    void aTerminalOfFewLinesSaysWhatItHides() {
        new TerminalProgress(out, new Terminal(10, 70, false)).show(status(0, Phase.SNAPSHOT, tables(40)));
        assertThat(text.toString()).contains("more tables ('tidegate status' lists all)");
        assertThat(text.toString().lines().filter(line -> line.startsWith("▸") || line.startsWith("  t")))
                .hasSizeLessThan(10);
        assertThat(text.toString().lines().skip(1).map(line -> line.replaceAll("\u001b\\[[0-9]*[A-Z]", "")))
                .allMatch(line -> line.length() <= 70);
    }

    private static List<TableStatus> entity(long rows, boolean done) {
        return List.of(
                new TableStatus(
                        "orders",
                        TableKind.ENTITY,
                        Optional.of("orders"),
                        Optional.of(100L),
                        rows,
                        false,
                        2,
                        Optional.empty(),
                        rows + 2,
                        done),
                new TableStatus(
                        "links",
                        TableKind.JUNCTION,
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        false,
                        0,
                        Optional.empty(),
                        0,
                        false));
    }

    private static List<TableStatus> tables(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new TableStatus(
                        "t" + i,
                        TableKind.ENTITY,
                        Optional.of("c" + i),
                        Optional.of(9L),
                        1,
                        false,
                        0,
                        Optional.empty(),
                        11,
                        false))
                .toList();
    }

    private static MigrationStatus status(int seconds, Phase phase, List<TableStatus> tables) {
        return new MigrationStatus(
                "shop",
                START.plusSeconds(seconds),
                phase,
                false,
                List.of(new StageStatus("sink", "working", Optional.of(3L), Optional.empty())),
                List.of(new CollectionStatus("orders", "orders", 60, 100, 60)),
                tables,
                new DeadLetters(2, 0, Map.of(), Map.of("orders", 2L)),
                Optional.empty(),
                List.of());
    }
}
