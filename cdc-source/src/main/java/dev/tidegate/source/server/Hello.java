package dev.tidegate.source.server;

import com.mongodb.client.MongoClient;
import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.source.position.ClusterTime;
import java.util.Optional;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonTimestamp;

/** The server's answer to {@code hello}. */
public record Hello(BsonDocument answer) {
    public static Hello ask(MongoClient client) {
        return new Hello(client.getDatabase("admin")
                .runCommand(new BsonDocument("hello", new BsonInt32(1)), BsonDocument.class));
    }

    public boolean isSharded() {
        return answer.containsKey("msg")
                && "isdbgrid".equals(answer.getString("msg").getValue());
    }

    public boolean isReplicaSetMember() {
        return answer.containsKey("setName");
    }

    public boolean isWritablePrimary() {
        return answer.getBoolean("isWritablePrimary", BsonBoolean.FALSE).getValue();
    }

    /** Started with {@code --replSet}, and {@code rs.initiate()} has not been called. */
    public boolean isUninitiated() {
        return !isReplicaSetMember() && answer.containsKey("isreplicaset");
    }

    /** The last write that a majority has; where the server does not say, the last write. */
    public SourcePosition majorityWrite() {
        return lastWrite("majorityOpTime")
                .or(() -> lastWrite("opTime"))
                .or(() -> Optional.ofNullable(answer.getTimestamp("operationTime", null)))
                .map(ClusterTime::position)
                .orElseThrow(() -> new IllegalStateException("MongoDB's answer to hello has no lastWrite and no"
                        + " operationTime: it is no member of a replica set"));
    }

    /** The last write that this member has, which on a primary is never behind what a majority has. */
    public SourcePosition lastWrite() {
        return lastWrite("opTime")
                .or(() -> Optional.ofNullable(answer.getTimestamp("operationTime", null)))
                .map(ClusterTime::position)
                .orElseThrow(() -> new IllegalStateException("MongoDB's answer to hello has no lastWrite and no"
                        + " operationTime: it is no member of a replica set"));
    }

    private Optional<BsonTimestamp> lastWrite(String field) {
        BsonDocument lastWrite = answer.getDocument("lastWrite", new BsonDocument());
        return lastWrite.isDocument(field)
                ? Optional.of(lastWrite.getDocument(field).getTimestamp("ts"))
                : Optional.empty();
    }
}
