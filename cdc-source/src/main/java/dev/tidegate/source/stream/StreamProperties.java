package dev.tidegate.source.stream;

import io.debezium.connector.mongodb.MongoDbConnector;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;

/** Debezium's settings for reading the change stream of the mapped collections. */
record StreamProperties(String migration, String mongodbUri, String database, List<String> collections) {
    /** Bounds the fetcher's queue as well, which Debezium does not bound in bytes. */
    private static final int MOST_EVENTS_IN_BATCH = 512;

    private static final long QUEUE_BYTES = 48L << 20;

    /**
     * The changed fields are not needed, as documents come whole, and with them an event could be twice as large as a
     * document; the document's key takes the place of the document before the change, as the key that Debezium passes on
     * is not exact.
     */
    private static final String SHAPE = "{\"$addFields\": {\"fullDocumentBeforeChange\": \"$documentKey\"}},"
            + " {\"$project\": {\"updateDescription.updatedFields\": 0}}";

    Properties with(String stream, Map<String, String> overrides) {
        Properties properties = new Properties();
        properties.putAll(engine(stream));
        properties.putAll(connector());
        properties.putAll(overrides);
        return properties;
    }

    private Map<String, String> engine(String stream) {
        return Map.of(
                "name",
                migration,
                "connector.class",
                MongoDbConnector.class.getName(),
                "offset.storage",
                KafkaOffsets.class.getName(),
                KafkaOffsets.STREAM_PROPERTY,
                stream,
                "offset.flush.interval.ms",
                "0",
                "errors.max.retries",
                "0",
                "record.processing.threads",
                "1");
    }

    private Map<String, String> connector() {
        return Map.ofEntries(
                Map.entry("topic.prefix", migration),
                Map.entry("mongodb.connection.string", mongodbUri),
                Map.entry("mongodb.server.selection.timeout.ms", "5000"),
                Map.entry("executor.shutdown.timeout.ms", "2000"),
                Map.entry("mongodb.authentication.class", ExactDocuments.class.getName()),
                Map.entry("capture.scope", "database"),
                Map.entry("capture.target", database),
                Map.entry("capture.mode", "change_streams_update_full"),
                // Without it Debezium rewrites every event on the server to match patterns that it does not have.
                Map.entry("filters.match.mode", "literal"),
                Map.entry("snapshot.mode", "no_data"),
                // The first position is a time, which Debezium takes for lost: cdc-source checks positions itself.
                Map.entry("internal.log.position.check.enable", "false"),
                Map.entry("tombstones.on.delete", "false"),
                Map.entry("heartbeat.interval.ms", "1000"),
                Map.entry("cursor.max.await.time.ms", "500"),
                Map.entry("cursor.pipeline", "[" + included() + ", " + SHAPE + "]"),
                // The changes of this time share a transaction, which costs the brokers more than what is in it.
                Map.entry("poll.interval.ms", "25"),
                Map.entry("max.batch.size", String.valueOf(MOST_EVENTS_IN_BATCH)),
                Map.entry("max.queue.size", String.valueOf(4 * MOST_EVENTS_IN_BATCH)),
                Map.entry("max.queue.size.in.bytes", String.valueOf(QUEUE_BYTES)));
    }

    /**
     * A stage of our own in place of Debezium's include list, whose names are trimmed, end at a comma and match in any
     * case.
     */
    private String included() {
        BsonArray names =
                new BsonArray(collections.stream().map(BsonString::new).toList());
        return new BsonDocument("$match", new BsonDocument("ns.coll", new BsonDocument("$in", names))).toJson();
    }
}
