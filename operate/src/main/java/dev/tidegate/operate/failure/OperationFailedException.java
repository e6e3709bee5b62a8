package dev.tidegate.operate.failure;

/** What was asked for could not be done as things stand. The message is for people: what failed, on what, what to do. */
public final class OperationFailedException extends RuntimeException {
    public OperationFailedException(String message) {
        super(message);
    }

    public OperationFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
