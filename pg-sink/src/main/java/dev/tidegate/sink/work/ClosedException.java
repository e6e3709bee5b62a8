package dev.tidegate.sink.work;

/** The sink was closed while it waited for a server: the batch at hand was not written, nothing is lost. */
public final class ClosedException extends RuntimeException {
    ClosedException(Throwable waitedFor) {
        super("closed while waiting", waitedFor);
    }
}
