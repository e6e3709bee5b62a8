package dev.tidegate.validator.pipeline;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Fences that are waited for, as long as patience lasts in all. For one thread. */
public final class AwaitedFences {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Fences fences;
    private long patienceNanos;

    public AwaitedFences(Pipeline pipeline, Duration patience) {
        this.fences = new Fences(pipeline);
        this.patienceNanos = patience.toNanos();
    }

    public Fences fences() {
        return fences;
    }

    /** Waits until the pipeline has passed what is in the source now. False when patience ends before. */
    public boolean await() {
        return await(() -> {});
    }

    /** @param meanwhile done again and again as long as it takes */
    public boolean await(Runnable meanwhile) {
        long number = fences.next();
        fences.want(number);
        long start = System.nanoTime();
        fences.advance();
        while (fences.passed() < number) {
            if (System.nanoTime() - start > patienceNanos
                    || Thread.currentThread().isInterrupted()) {
                patienceNanos = 0;
                return false;
            }
            meanwhile.run();
            LockSupport.parkNanos(PAUSE.toNanos());
            fences.advance();
        }
        patienceNanos -= System.nanoTime() - start;
        return true;
    }
}
