package dev.tidegate.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.sink.progress.SinkProgress.Latency;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoReportTest {
    private final StringWriter text = new StringWriter();

    @Test
    void tellsOfWritersAndTheLatencyOfTheirChanges() {
        report().move(1_000, Map.of("INSERT", 7L, "DELETE", 0L), new Latency(20, 5, 9, 12));
        assertThat(text.toString())
                .contains("PostgreSQL, writers at work (")
                .contains("writes        7  {INSERT=7}")
                .contains("p50 5 ms, p99 9 ms")
                .contains("after the last write");
    }

    @Test
    void tellsOfNoWritersAndNoLatencyWhereThereWereNone() {
        report().move(1_000, Map.of(), new Latency(0, 0, 0, 0));
        assertThat(text.toString())
                .contains("loaded        1,000 documents")
                .contains("after the snapshot")
                .doesNotContain("writ")
                .doesNotContain("p50");
    }

    private DemoReport report() {
        DemoTimes times = new DemoTimes(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        times.startMoving();
        times.snapshotIn();
        times.startDraining();
        times.drained();
        return new DemoReport(new PrintWriter(text, true), times);
    }
}
