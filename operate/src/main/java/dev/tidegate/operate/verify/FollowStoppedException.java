package dev.tidegate.operate.verify;

/** Following the changes cannot continue before a person has done something; the message says what. */
public final class FollowStoppedException extends RuntimeException {
    FollowStoppedException(String message) {
        super(message);
    }

    FollowStoppedException(String message, Throwable cause) {
        super(message, cause);
    }
}
