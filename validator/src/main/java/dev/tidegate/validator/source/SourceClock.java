package dev.tidegate.validator.source;

import com.mongodb.client.MongoDatabase;
import java.time.Instant;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/** MongoDB's own time: of its last write, and of its clock. */
public final class SourceClock {
    private final MongoDatabase admin;

    public SourceClock(MongoDatabase admin) {
        this.admin = admin;
    }

    /** @param lastWrite cluster time up to which anybody can have read @param clock the server's, at that moment */
    public record Reading(long lastWrite, Instant clock) {}

    public Reading read() {
        BsonDocument hello = admin.runCommand(new BsonDocument("hello", new BsonInt32(1)), BsonDocument.class);
        return new Reading(
                hello.getDocument("lastWrite")
                        .getDocument("opTime")
                        .getTimestamp("ts")
                        .getValue(),
                Instant.ofEpochMilli(hello.getDateTime("localTime").getValue()));
    }
}
