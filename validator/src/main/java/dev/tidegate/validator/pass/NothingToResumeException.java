package dev.tidegate.validator.pass;

/** No pass was broken off that could be gone on with; the message says why, and what to do. */
public final class NothingToResumeException extends RuntimeException {
    NothingToResumeException(String message) {
        super(message);
    }
}
