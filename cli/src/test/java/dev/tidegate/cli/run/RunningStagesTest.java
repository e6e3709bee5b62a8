package dev.tidegate.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.run.RunningStages.Runner;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RunningStagesTest {
    private final CountDownLatch asked = new CountDownLatch(1);

    /** A start that takes its time on a busy machine: it ends by itself, a little after the stage was asked to end. */
    @Test
    void leavesAStageTheTimeThatItNeedsToEnd() {
        RunningStages stages = start(() -> {
            await(asked);
            sleep(1_500);
        });
        stages.close();
        assertThat(stages.failure()).isEmpty();
    }

    @Test
    void keepsTheFailureOfAStageThatFails() {
        RunningStages stages = start(() -> {
            await(asked);
            throw new IllegalStateException("no");
        });
        stages.close();
        assertThat(stages.failure().orElseThrow().cause()).hasMessage("no");
    }

    private RunningStages start(Runnable body) {
        return RunningStages.start(List.of(new Runner(Stage.TRANSFORM, body, asked::countDown)), () -> {});
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
