package dev.tidegate.operate.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.events.source.SnapshotStart;
import dev.tidegate.events.source.SourceHealth;
import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.events.source.SourceState;
import dev.tidegate.events.source.StreamPosition;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.validator.pipeline.SourceCondition;
import dev.tidegate.validator.pipeline.SourceCondition.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class SourceConditionsTest {
    private static final SourcePosition POSITION = position(1_000, 5);
    private static final SourceState STREAMING = new SourceState(
            Optional.empty(),
            Optional.of(new SnapshotStart("run", position(1, 0), 0)),
            Map.of(),
            List.of(),
            Optional.of(new StreamPosition(POSITION, 0, 0)),
            SourceHealth.OK,
            Map.of(),
            0,
            Optional.empty());

    @ParameterizedTest
    @EnumSource(value = SourceHealth.State.class, mode = Mode.EXCLUDE, names = "OK")
    void everyNamedStateIsAStopThatSaysWhyAndSinceWhen(SourceHealth.State state) {
        SourceCondition condition =
                of(STREAMING.with(new SourceHealth(state, "what happened. What to do", 2_000_000)), 2_000);

        assertThat(condition.isStopped()).isTrue();
        assertThat(condition.since()).contains(Instant.ofEpochSecond(2_000));
        assertThat(condition.position()).contains(Instant.ofEpochSecond(1_000));
        assertThat(condition.message())
                .isEqualTo("the source has stopped ("
                        + state.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + ", 1970-01-01T00:33:20Z): what happened. What to do");
    }

    @Test
    void withoutASnapshotThatIsSaid() {
        assertThat(of(SourceState.NOTHING, 2_000).state()).isEqualTo(State.SNAPSHOT_MISSING);
    }

    @Test
    void howOldItsPositionIsIsSaidWhereMoreIsToBeCarried() {
        SourceCondition behind = of(STREAMING, 4_600);
        SourceCondition caughtUp =
                SourceConditions.of(STREAMING, position(4_600, 1), (position, end) -> position.equals(POSITION));

        assertThat(behind.state()).isEqualTo(State.BEHIND);
        assertThat(behind.behind()).contains(Duration.ofHours(1));
        assertThat(behind.message()).contains("up to 1970-01-01T00:16:40Z, 3600 s before MongoDB's last write");
        assertThat(caughtUp.state()).as("writes to other collections").isEqualTo(State.CAUGHT_UP);
        assertThat(caughtUp.message()).isEmpty();
        assertThat(of(STREAMING, 1_000).state()).isEqualTo(State.CAUGHT_UP);
    }

    @Test
    void withoutKafkaNothingIsGuessed() {
        var nowhere = new Addresses(Optional.empty(), Optional.empty(), Optional.empty());

        SourceCondition condition = SourceConditions.ask(null, nowhere);

        assertThat(condition.state()).isEqualTo(State.UNKNOWN);
        assertThat(condition.message()).contains("is not known").contains("no address of Kafka");
    }

    @Test
    void aServerThatDoesNotAnswerIsNamed() {
        assertThat(SourceConditions.noAnswer(new org.apache.kafka.common.errors.TimeoutException("late"))
                        .message())
                .contains("is not known: Kafka does not answer (TimeoutException)");
        assertThat(SourceConditions.noAnswer(new com.mongodb.MongoTimeoutException("late"))
                        .message())
                .contains("is not known: MongoDB does not answer");
    }

    private static SourceCondition of(SourceState source, int lastWrite) {
        return SourceConditions.of(source, position(lastWrite, 1), (from, to) -> false);
    }

    private static SourcePosition position(long second, int write) {
        return new SourcePosition(second * 100 + write, Instant.ofEpochSecond(second));
    }
}
