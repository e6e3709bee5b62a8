package dev.tidegate.transform.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.transform.topology.CommitPace.Pace;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private static final long START = 1_000_000;

    private final Pace pace = new Pace();

    @Test
    void commitsFreshChangesWithTheNextTick() {
        assertThat(commits(20, now -> now - 30)).isEqualTo(20);
    }

    @Test
    void commitsNothingWhileNothingComes() {
        pace.processed(START);
        assertThat(pace.tick(START + 50)).isTrue();
        assertThat(pace.tick(START + 100)).isFalse();
    }

    @Test
    void commitsSeldomWhileItIsBehind() {
        assertThat(commits(100, now -> now - 1_000)).isBetween(9, 11);
        assertThat(commits(100, now -> now - 60_000)).isLessThanOrEqualTo(1);
    }

    @Test
    void leavesCommitsToTheIntervalWhileThereIsMuchToDo() {
        for (int i = 0; i < 1_000; i++) {
            pace.processed(START);
        }
        assertThat(pace.tick(START + 50)).isFalse();
        assertThat(pace.tick(START + 100)).as("the rest, once it is quiet").isTrue();
    }

    @Test
    void countsTheTicksOfSeveralTasksOnce() {
        pace.processed(START);
        assertThat(pace.tick(START + 50)).isTrue();
        pace.processed(START + 50);
        assertThat(pace.tick(START + 52)).isFalse();
    }

    private int commits(int ticks, java.util.function.LongUnaryOperator timestamp) {
        int commits = 0;
        for (int i = 1; i <= ticks; i++) {
            long now = START + i * 50L;
            pace.processed(timestamp.applyAsLong(now));
            commits += pace.tick(now) ? 1 : 0;
        }
        return commits;
    }
}
