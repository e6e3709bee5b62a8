package dev.tidegate.validator.follow;

import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.pipeline.Pipeline.Fence;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One fence after the other, numbered. Many subjects wait for one. */
final class Fences {
    private static final Logger LOG = LoggerFactory.getLogger(Fences.class);
    private static final long ASK_EVERY = Duration.ofMillis(250).toNanos();
    private static final long ASK_AGAIN_AFTER_FAILURE = Duration.ofSeconds(2).toNanos();

    private final Pipeline pipeline;
    private Optional<Fence> fence = Optional.empty();
    private long passed;
    private long askAt;
    private boolean isAsked;

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

    /** Takes the next one, or asks for the one under way. A server that does not answer passes nothing. */
    void advance(boolean isWanted, long now) {
        if (fence.isEmpty() && !isWanted || isAsked && now - askAt < 0) {
            return;
        }
        isAsked = true;
        try {
            if (fence.isEmpty()) {
                fence = Optional.of(pipeline.fence());
            }
            if (fence.get().isPassed()) {
                passed++;
                fence = Optional.empty();
            }
            askAt = now + ASK_EVERY;
        } catch (RuntimeException e) {
            askAt = now + ASK_AGAIN_AFTER_FAILURE;
            LOG.info("how far the pipeline is cannot be told: {}", e.getMessage());
        }
    }
}
