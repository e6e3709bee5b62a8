package dev.tidegate.source.server;

/** The MongoDB deployment, or a mapped collection of it, is of a kind that cannot be read. Says which and what to do. */
public final class UnsupportedSourceException extends RuntimeException {
    public UnsupportedSourceException(String message) {
        super(message);
    }
}
