package dev.tidegate.operate.failure;

/** What was asked for cannot be: an address is missing or broken, a table is unknown. The message is for people. */
public final class InvalidRequestException extends RuntimeException {
    public InvalidRequestException(String message) {
        super(message);
    }
}
