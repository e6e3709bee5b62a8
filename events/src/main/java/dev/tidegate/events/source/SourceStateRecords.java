package dev.tidegate.events.source;

import dev.tidegate.events.source.SourceHealth.State;
import dev.tidegate.mapping.bson.ExactJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

/** The state topic's records: small, one key for each thing that changes by itself, Extended JSON. */
public final class SourceStateRecords {
    static final String INSTANCE = "instance";
    static final String START = "start";
    static final String ORIGIN = "origin";
    static final String POSITION = "position";
    static final String HEALTH = "health";
    static final String REQUESTS = "requests";
    static final String COLLECTION = "collection:";
    static final String RANGE = "range:";
    static final String REMADE = "remade:";
    static final String OFFSET = "offset:";

    /** Of a position. */
    private static final String VALUE = "clusterTime";

    private static final String TIME = "time";

    private final String topic;

    public SourceStateRecords(String topic) {
        this.topic = topic;
    }

    public ProducerRecord<byte[], byte[]> instance(String instance) {
        return record(INSTANCE, new BsonDocument("id", new BsonString(instance)));
    }

    public ProducerRecord<byte[], byte[]> start(SnapshotStart start) {
        return record(
                START,
                json(start.position())
                        .append("run", new BsonString(start.run()))
                        .append("takenAt", new BsonInt64(start.takenAt())));
    }

    public ProducerRecord<byte[], byte[]> origin(SourceOrigin origin) {
        BsonDocument topics = new BsonDocument();
        new TreeMap<>(origin.topics()).forEach((name, id) -> topics.append(name, new BsonString(id)));
        BsonDocument json =
                new BsonDocument("migrationHash", new BsonString(origin.migrationHash())).append("topics", topics);
        origin.replicaSet().ifPresent(id -> json.append("replicaSet", new BsonString(id)));
        return record(ORIGIN, json);
    }

    public ProducerRecord<byte[], byte[]> collection(CollectionState collection) {
        BsonDocument json = new BsonDocument("estimated", new BsonInt64(collection.estimatedDocuments()))
                .append("ranges", new BsonInt32(collection.ranges()));
        collection.uuid().ifPresent(uuid -> json.append("uuid", new BsonString(uuid)));
        return record(COLLECTION + collection.collection(), json);
    }

    public ProducerRecord<byte[], byte[]> range(RangeState range) {
        return record(RANGE + range.number() + ":" + range.collection(), json(range));
    }

    private static BsonDocument json(RangeState range) {
        BsonDocument json = new BsonDocument(
                        "bracket", new BsonString(range.bracket().name()))
                .append("documents", new BsonInt64(range.documents()))
                .append("done", BsonBoolean.valueOf(range.done()));
        range.after().ifPresent(id -> json.append("after", id));
        range.upTo().ifPresent(id -> json.append("upTo", id));
        range.last().ifPresent(id -> json.append("last", id));
        return json;
    }

    public ProducerRecord<byte[], byte[]> remade(Remade remade) {
        BsonDocument json = json(remade.since())
                .append("step", new BsonString(remade.step().name()))
                .append(
                        "ranges",
                        new BsonArray(remade.ranges().stream()
                                .map(range -> json(range).append("number", new BsonInt32(range.number())))
                                .toList()))
                .append("sweptTo", json(remade.sweptTo()))
                .append("ends", json(remade.ends()));
        remade.uuid().ifPresent(uuid -> json.append("uuid", new BsonString(uuid)));
        return record(REMADE + remade.collection(), json);
    }

    private static BsonDocument json(Map<Integer, Long> offsets) {
        BsonDocument json = new BsonDocument();
        offsets.forEach((partition, offset) -> json.append(String.valueOf(partition), new BsonInt64(offset)));
        return json;
    }

    public ProducerRecord<byte[], byte[]> position(StreamPosition position) {
        return record(
                POSITION,
                json(position.completeUpTo())
                        .append("eventTime", new BsonInt64(position.eventTime()))
                        .append("events", new BsonInt64(position.events())));
    }

    public ProducerRecord<byte[], byte[]> health(SourceHealth health) {
        return record(
                HEALTH,
                new BsonDocument("state", new BsonString(health.state().name()))
                        .append("message", new BsonString(health.message()))
                        .append("since", new BsonInt64(health.since())));
    }

    /** @param next offset of the first request that is not carried out yet */
    public ProducerRecord<byte[], byte[]> requestsTo(long next) {
        return record(REQUESTS, new BsonDocument("next", new BsonInt64(next)));
    }

    /** Debezium's key and value are JSON already; null withdraws the offset. */
    public ProducerRecord<byte[], byte[]> offset(String key, String value) {
        return new ProducerRecord<>(topic, utf8(OFFSET + key), value == null ? null : utf8(value));
    }

    static SnapshotStart start(BsonDocument json) {
        return new SnapshotStart(json.getString("run").getValue(), sourcePosition(json), number(json, "takenAt"));
    }

    static SourceOrigin origin(BsonDocument json) {
        Map<String, String> topics = new TreeMap<>();
        json.getDocument("topics")
                .forEach((name, id) -> topics.put(name, id.asString().getValue()));
        return new SourceOrigin(
                json.getString("migrationHash").getValue(),
                id(json, "replicaSet").map(id -> id.asString().getValue()),
                topics);
    }

    static CollectionState collection(String name, BsonDocument json) {
        return new CollectionState(
                name,
                number(json, "estimated"),
                id(json, "uuid").map(uuid -> uuid.asString().getValue()),
                json.getInt32("ranges").getValue());
    }

    /** @param numberAndName {@code <number>:<collection>}; a collection's name may hold colons too */
    static RangeState range(String numberAndName, BsonDocument json) {
        int colon = numberAndName.indexOf(':');
        return new RangeState(
                numberAndName.substring(colon + 1),
                Integer.parseInt(numberAndName.substring(0, colon)),
                IdBracket.valueOf(json.getString("bracket").getValue()),
                id(json, "after"),
                id(json, "upTo"),
                id(json, "last"),
                number(json, "documents"),
                json.getBoolean("done").getValue());
    }

    static Remade remade(String collection, BsonDocument json) {
        return new Remade(
                collection,
                id(json, "uuid").map(uuid -> uuid.asString().getValue()),
                sourcePosition(json),
                Remade.Step.valueOf(json.getString("step").getValue()),
                json.getArray("ranges").stream()
                        .map(BsonValue::asDocument)
                        .map(range -> range(range.getInt32("number").getValue() + ":" + collection, range))
                        .toList(),
                offsets(json.getDocument("sweptTo")),
                offsets(json.getDocument("ends")));
    }

    private static Map<Integer, Long> offsets(BsonDocument json) {
        Map<Integer, Long> offsets = new TreeMap<>();
        json.forEach((partition, offset) ->
                offsets.put(Integer.valueOf(partition), offset.asInt64().getValue()));
        return offsets;
    }

    static StreamPosition position(BsonDocument json) {
        return new StreamPosition(sourcePosition(json), number(json, "eventTime"), number(json, "events"));
    }

    static SourceHealth health(BsonDocument json) {
        return new SourceHealth(
                State.valueOf(json.getString("state").getValue()),
                json.getString("message").getValue(),
                number(json, "since"));
    }

    static long requestsTo(BsonDocument json) {
        return number(json, "next");
    }

    private static BsonDocument json(SourcePosition position) {
        return new BsonDocument(VALUE, new BsonInt64(position.value()))
                .append(TIME, new BsonInt64(position.time().toEpochMilli()));
    }

    /** Builds before 2026-12 noted no time. */
    private static SourcePosition sourcePosition(BsonDocument json) {
        long value = number(json, VALUE);
        return json.containsKey(TIME)
                ? new SourcePosition(value, Instant.ofEpochMilli(number(json, TIME)))
                : SourcePosition.withoutTime(value);
    }

    private static Optional<BsonValue> id(BsonDocument json, String field) {
        return Optional.ofNullable(json.get(field));
    }

    private static long number(BsonDocument json, String field) {
        return json.getInt64(field).getValue();
    }

    private ProducerRecord<byte[], byte[]> record(String key, BsonDocument json) {
        return new ProducerRecord<>(topic, utf8(key), utf8(ExactJson.of(json)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
