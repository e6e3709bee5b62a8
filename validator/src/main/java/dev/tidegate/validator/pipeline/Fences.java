package dev.tidegate.validator.pipeline;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits until the pipeline has passed what is in MongoDB now, as long as patience lasts in all. For one thread. */
public final class Fences {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Pipeline pipeline;
    private final long patienceNanos;
    private long spentNanos;

    public Fences(Pipeline pipeline, Duration patience) {
        this.pipeline = pipeline;
        this.patienceNanos = patience.toNanos();
    }

    /** False when patience ended before the pipeline had passed. */
    public boolean await() {
        long start = System.nanoTime();
        try {
            Pipeline.Fence fence = pipeline.fence();
            while (!fence.isPassed()) {
                if (spentNanos + System.nanoTime() - start > patienceNanos
                        || Thread.currentThread().isInterrupted()) {
                    return false;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            return true;
        } finally {
            spentNanos += System.nanoTime() - start;
        }
    }
}
