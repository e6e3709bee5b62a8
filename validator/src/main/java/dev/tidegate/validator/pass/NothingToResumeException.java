package dev.tidegate.validator.pass;

/** There is no interrupted pass to resume; the message says why, and what to do. */
public final class NothingToResumeException extends RuntimeException {
    NothingToResumeException(String message) {
        super(message);
    }
}
