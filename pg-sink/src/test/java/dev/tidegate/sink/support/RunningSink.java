package dev.tidegate.sink.support;

import dev.tidegate.sink.PgSink;
import dev.tidegate.sink.SinkConfig;
import dev.tidegate.sink.progress.SinkProgress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A sink on a thread of its own. */
public final class RunningSink implements AutoCloseable {
    private final PgSink sink;
    private final CompletableFuture<Void> run;

    public RunningSink(SinkConfig config) {
        this.sink = new PgSink(config);
        this.run = CompletableFuture.runAsync(sink::run, task -> new Thread(task, "running-sink").start());
    }

    public SinkProgress progress() {
        if (run.isCompletedExceptionally()) {
            throw new IllegalStateException("the sink has failed: " + failure(), failure());
        }
        return sink.progress();
    }

    public boolean hasEnded() {
        return run.isDone();
    }

    /** What stopped it; waits for that. */
    public Throwable failure() {
        try {
            run.get(60, TimeUnit.SECONDS);
            throw new AssertionError("the sink ended without a failure");
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("the sink did not fail", e);
        }
    }

    @Override
    public void close() {
        sink.close();
    }
}
