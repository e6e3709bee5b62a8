package dev.tidegate.operate.failure;

/** The request cannot be carried out at all: an address is missing or broken, a table is unknown. The message is for people. */
public final class InvalidRequestException extends RuntimeException {
    public InvalidRequestException(String message) {
        super(message);
    }
}
