package dev.tidegate.operate.pipeline;

/** A server that knows how far the pipeline is did not say. Asking again later may help. */
public final class UnansweredException extends RuntimeException {
    UnansweredException(String message, Throwable cause) {
        super(message, cause);
    }
}
