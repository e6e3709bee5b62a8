package dev.tidegate.validator.follow;

import dev.tidegate.validator.Pipeline;
import dev.tidegate.validator.Pipeline.Fence;
import java.time.Duration;
import java.util.Optional;

/** One fence after the other, numbered. Many subjects wait for one. */
final class Fences {
    private static final long ASK_EVERY = Duration.ofMillis(250).toNanos();

    private final Pipeline pipeline;
    private Optional<Fence> fence = Optional.empty();
    private long passed;
    private long asked;

    Fences(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** The last that was passed; 0 before the first. */
    long passed() {
        return passed;
    }

    /** The first that will be taken from now on: one that is under way was taken too early. */
    long next() {
        return passed + (fence.isPresent() ? 2 : 1);
    }

    /** Takes the next one, or asks for the one under way. */
    void advance(boolean isWanted, long now) {
        if (fence.isEmpty()) {
            if (isWanted) {
                fence = Optional.of(pipeline.fence());
                asked = now - ASK_EVERY;
            } else {
                return;
            }
        }
        if (now - asked >= ASK_EVERY) {
            asked = now;
            if (fence.get().isPassed()) {
                passed++;
                fence = Optional.empty();
            }
        }
    }
}
