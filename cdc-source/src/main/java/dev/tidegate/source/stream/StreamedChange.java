package dev.tidegate.source.stream;

import dev.tidegate.events.raw.ChangePosition;
import dev.tidegate.events.raw.RawChange;
import dev.tidegate.events.raw.RawChange.Operation;
import dev.tidegate.mapping.bson.ExactBson;
import dev.tidegate.mapping.id.DocumentId;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/**
 * What one of Debezium's records says.
 *
 * @param document empty for a delete
 * @param isLate an update whose document was gone when it was looked up: its delete follows, it is not to be published
 * @param commitTime milliseconds since the epoch
 */
record StreamedChange(
        String collection,
        DocumentId id,
        Optional<RawChange> document,
        boolean isLate,
        ChangePosition position,
        long commitTime) {

    /** Empty for heartbeats: they only carry an offset. */
    static Optional<StreamedChange> of(SourceRecord record) {
        if (!(record.value() instanceof Struct value) || value.schema().field("op") == null) {
            return Optional.empty();
        }
        Struct source = value.getStruct("source");
        ResumeToken token = ResumeToken.of(record.sourceOffset());
        Optional<RawBsonDocument> after =
                Optional.ofNullable(value.getString("after")).map(ExactDocument::read);
        boolean isDelete = value.getString("op").equals("d");
        return Optional.of(new StreamedChange(
                source.getString("collection"),
                id(record, value, after),
                after.map(document -> new RawChange(operation(value), document)),
                !isDelete && after.isEmpty(),
                new ChangePosition(token.data(), token.position()),
                source.getInt64("ts_ms")));
    }

    boolean isDelete() {
        return document.isEmpty() && !isLate;
    }

    private static Operation operation(Struct value) {
        if (value.getString("op").equals("c")) {
            return Operation.INSERT;
        }
        return value.getStruct("updateDescription") == null ? Operation.REPLACE : Operation.UPDATE;
    }

    /**
     * The document's own id where it is there; else the event's document key, which our pipeline puts in the place of the
     * document before the change; else Debezium's key, whose JSON does not distinguish int32 from int64.
     */
    private static DocumentId id(SourceRecord record, Struct value, Optional<RawBsonDocument> after) {
        return DocumentId.of(
                after.or(() -> Optional.ofNullable(value.getString("before")).map(ExactDocument::read))
                        .map(ExactBson::id)
                        .orElseGet(() -> keyed(record)));
    }

    private static org.bson.BsonValue keyed(SourceRecord record) {
        String json = ((Struct) record.key()).getString("id");
        return BsonDocument.parse("{\"_id\": " + json + "}").get("_id");
    }
}
