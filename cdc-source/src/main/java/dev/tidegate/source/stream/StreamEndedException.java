package dev.tidegate.source.stream;

/** The engine has ended without having been asked to; the cause says why. Whether to start it again is in the cause. */
public final class StreamEndedException extends RuntimeException {
    StreamEndedException(Throwable cause) {
        super("the change stream has ended" + (cause == null ? "" : ": " + cause.getMessage()), cause);
    }
}
