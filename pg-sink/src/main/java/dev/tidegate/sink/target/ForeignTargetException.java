package dev.tidegate.sink.target;

/**
 * The records in the target's schema {@code tidegate} are another migration's, or came from another Kafka. Says whose, and
 * what to do; nothing was changed.
 */
public final class ForeignTargetException extends RuntimeException {
    ForeignTargetException(String message) {
        super(message);
    }
}
