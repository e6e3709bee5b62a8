package dev.tidegate.sink.work;

/** Kafka did not answer in time, perhaps in the middle of an assignment: the worker joins its group anew. */
final class RejoinException extends RuntimeException {
    RejoinException(Throwable cause) {
        super("Kafka did not answer: " + cause.getMessage(), cause);
    }
}
