package dev.tidegate.source.stream;

/**
 * A batch was not published. It hides its cause's type from the engine on purpose: after a Kafka Connect
 * RetriableException the engine would continue with the next batch.
 */
public final class BatchFailedException extends RuntimeException {
    BatchFailedException(Throwable cause) {
        super("a batch of changes could not be published and was rolled back: " + cause.getMessage(), cause);
    }
}
