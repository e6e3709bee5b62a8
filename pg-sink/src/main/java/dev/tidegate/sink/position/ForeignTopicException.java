package dev.tidegate.sink.position;

/** A topic is not the one that PostgreSQL's rows came from, or lacks records that it had. The sink stops. */
public final class ForeignTopicException extends RuntimeException {
    public ForeignTopicException(String message) {
        super(message + "; PostgreSQL's rows do not belong to it: start the migration anew under another name,"
                + " with a database of its own or target.existing_rows: truncate in the file");
    }
}
