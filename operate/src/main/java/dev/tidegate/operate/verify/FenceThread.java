package dev.tidegate.operate.verify;

import dev.tidegate.validator.pipeline.Fences;
import dev.tidegate.validator.pipeline.SourceCondition;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Advances fences on a thread of its own: checks and fences do not wait for each other's servers. */
final class FenceThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FenceThread.class);
    private static final Duration ASK_EVERY = Duration.ofMillis(200);
    private static final Duration ASK_AGAIN_AFTER_FAILURE = Duration.ofSeconds(2);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(15);

    private static final long ASK_SOURCE_EVERY = Duration.ofSeconds(5).toNanos();
    private static final long STALLED_AFTER = Duration.ofSeconds(10).toNanos();

    private final Fences fences;
    private final Supplier<SourceCondition> source;
    private volatile SourceCondition sourceWas = SourceCondition.unknown("not-asked-yet", "");
    private volatile long passedAt = System.nanoTime();
    private long passed;
    private long askSourceAt = System.nanoTime();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "tidegate-follow-fences");

    FenceThread(Fences fences, Supplier<SourceCondition> source) {
        this.fences = fences;
        this.source = source;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Without it nothing more would be verified, and nobody would know why. */
    void requireRunning() {
        if (!thread.isAlive()) {
            throw new IllegalStateException(thread.getName() + " has ended: its error was printed then");
        }
    }

    /** As it was a few seconds ago at most, while Kafka answers. */
    SourceCondition source() {
        return sourceWas;
    }

    /** The source has stopped, and no fence passes behind what it has carried, although one is waited for. */
    boolean isStalled() {
        return sourceWas.isStopped() && System.nanoTime() - passedAt > STALLED_AFTER;
    }

    private void run() {
        Duration pause = Duration.ZERO;
        while (!isClosedAfter(pause)) {
            try {
                if (System.nanoTime() - askSourceAt >= 0) {
                    sourceWas = source.get();
                    askSourceAt = System.nanoTime() + ASK_SOURCE_EVERY;
                }
                fences.advance();
                if (fences.passed() > passed || !fences.areWanted()) {
                    passed = fences.passed();
                    passedAt = System.nanoTime();
                }
                pause = ASK_EVERY;
            } catch (RuntimeException e) {
                if (closed.getCount() == 0) {
                    return;
                }
                pause = ASK_AGAIN_AFTER_FAILURE;
                LOG.info("how far the pipeline is, is not known: {}", e.getMessage());
            }
        }
    }

    private boolean isClosedAfter(Duration pause) {
        try {
            return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** What is being asked ends first: the pipeline may be closed, or asked by another thread, after this. */
    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        try {
            thread.join(LONGEST_ANSWER.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
