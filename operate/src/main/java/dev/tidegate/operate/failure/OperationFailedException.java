package dev.tidegate.operate.failure;

/** The request could not be carried out now. The message is for people: what failed, on what, what to do. */
public final class OperationFailedException extends RuntimeException {
    public OperationFailedException(String message) {
        super(message);
    }

    public OperationFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
