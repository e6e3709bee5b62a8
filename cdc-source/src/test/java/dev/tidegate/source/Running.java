package dev.tidegate.source;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A source in a thread of its own. */
final class Running implements AutoCloseable {
    private final CdcSource source;
    private final CompletableFuture<Void> end;

    private Running(CdcSource source) {
        this.source = source;
        this.end = CompletableFuture.runAsync(source::run, task -> new Thread(task, "source").start());
    }

    static Running start(SourceConfig config) {
        return new Running(new CdcSource(config));
    }

    SourceProgress progress() {
        return source.progress();
    }

    boolean hasEnded() {
        return end.isDone();
    }

    Throwable failure() {
        try {
            end.join();
            return null;
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    /** Throws what the source failed with. */
    @Override
    public void close() {
        source.close();
        end.join();
    }
}
