package dev.tidegate.operate.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.events.source.IdBracket;
import dev.tidegate.events.source.RangeState;
import dev.tidegate.events.source.SnapshotStart;
import dev.tidegate.events.source.SourceHealth;
import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.events.source.SourceState;
import dev.tidegate.events.source.StreamPosition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceHopTest {
    private static final RangeState RANGE =
            RangeState.unread("people", 0, IdBracket.values()[0], Optional.empty(), Optional.empty());
    private static final SourceState BEGUN = new SourceState(
            Optional.empty(),
            Optional.of(new SnapshotStart("run", time(3), 0)),
            Map.of(),
            List.of(RANGE.finished()),
            Optional.empty(),
            SourceHealth.OK,
            Map.of(),
            0,
            Optional.empty());
    private static final SourceState STREAMING = BEGUN.with(new StreamPosition(time(5), 0, 0));

    @Test
    void hasPassedWhatItHasCommitted() {
        assertThat(passes(STREAMING, 4, false)).isTrue();
        assertThat(passes(STREAMING, 5, false)).isTrue();
        assertThat(passes(STREAMING, 6, false)).isFalse();
    }

    @Test
    void hasPassedWhatOnlyOthersHaveWritten() {
        assertThat(passes(STREAMING, 6, true)).isTrue();
    }

    @Test
    void asksTheLogBetweenItsPositionAndTheTime() {
        SourceHop.hasPassed(STREAMING, time(9), (position, end) -> {
            assertThat(position).isEqualTo(time(5));
            assertThat(end).isEqualTo(time(9));
            return true;
        });
    }

    @Test
    void hasPassedNothingBeforeAllDocumentsAreRead() {
        assertThat(passes(SourceState.NOTHING, 4, true)).isFalse();
        assertThat(passes(STREAMING.with(List.of(RANGE)), 4, true)).isFalse();
    }

    @Test
    void beginsWhereTheSnapshotDid() {
        assertThat(BEGUN.reached()).contains(time(3));
        assertThat(passes(BEGUN, 3, false)).isTrue();
        assertThat(passes(BEGUN, 4, false)).isFalse();
    }

    private static boolean passes(SourceState source, int time, boolean isNothingBetween) {
        return SourceHop.hasPassed(source, time(time), (position, end) -> isNothingBetween);
    }

    private static SourcePosition time(int seconds) {
        return new SourcePosition(seconds, Instant.ofEpochSecond(seconds));
    }
}
