package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What a driver asks to learn whom it talks to: the primary of a replica set with one member, MongoDB 7.0. */
final class HelloCommands {
    static final String SET_NAME = "rs0";
    static final String VERSION = "7.0.14";
    static final int MAX_WRITE_BATCH = 100_000;

    private final Store store;
    private final ReplicaSetConfig config;
    private final String address;
    private final BooleanSupplier isPrimary;
    private final Object electionId = ObjectIds.next();

    HelloCommands(Store store, ReplicaSetConfig config, BooleanSupplier isPrimary) {
        this.store = store;
        this.config = config;
        this.address = config.address();
        this.isPrimary = isPrimary;
    }

    void addTo(Map<String, CommandHandler> commands) {
        commands.put("hello", request -> hello("isWritablePrimary", request));
        commands.put("isMaster", request -> hello("ismaster", request));
        commands.put("ismaster", request -> hello("ismaster", request));
        commands.put("ping", request -> new Document());
        commands.put("buildInfo", request -> buildInfo());
        commands.put("buildinfo", request -> buildInfo());
        commands.put("replSetGetStatus", request -> status());
        commands.put("replSetGetConfig", request -> new Document("config", config.document()));
    }

    private Document hello(String primaryField, Request request) {
        boolean primary = isPrimary.getAsBoolean();
        Document reply = new Document("helloOk", true)
                .append(primaryField, primary)
                .append("secondary", !primary)
                .append("hosts", List.of(address))
                .append("setName", SET_NAME)
                .append("setVersion", 1)
                .append("me", address);
        if (primary) {
            reply.append("primary", address).append("electionId", electionId);
        }
        return reply.append("lastWrite", lastWrite())
                .append("maxBsonObjectSize", BsonSize.LARGEST_DOCUMENT)
                .append("maxMessageSizeBytes", 48_000_000)
                .append("maxWriteBatchSize", MAX_WRITE_BATCH)
                .append("localTime", store.clock().now())
                .append("logicalSessionTimeoutMinutes", 30)
                .append("connectionId", (int) request.connectionId())
                .append("minWireVersion", 0)
                .append("maxWireVersion", 21)
                .append("readOnly", false);
    }

    private Document lastWrite() {
        BsonTimestamp last = store.clock().last();
        return new Document("opTime", opTime(last))
                .append("lastWriteDate", date(last))
                .append("majorityOpTime", opTime(last))
                .append("majorityWriteDate", date(last));
    }

    private static Document opTime(BsonTimestamp time) {
        return new Document("ts", time).append("t", 1L);
    }

    private static java.time.Instant date(BsonTimestamp time) {
        return java.time.Instant.ofEpochSecond(time.getTime());
    }

    private static Document buildInfo() {
        return new Document("version", VERSION)
                .append("gitVersion", "tidegate-stand-in")
                .append("modules", List.of())
                .append("versionArray", List.of(7, 0, 14, 0))
                .append("bits", 64)
                .append("debug", false)
                .append("maxBsonObjectSize", BsonSize.LARGEST_DOCUMENT)
                .append("storageEngines", List.of("tidegate-stand-in"));
    }

    private Document status() {
        BsonTimestamp last = store.clock().last();
        Document member = new Document("_id", 0)
                .append("name", address)
                .append("health", 1.0)
                .append("state", isPrimary.getAsBoolean() ? 1 : 2)
                .append("stateStr", isPrimary.getAsBoolean() ? "PRIMARY" : "SECONDARY")
                .append("uptime", 1)
                .append("optime", opTime(last))
                .append("optimeDate", date(last))
                .append("configVersion", 1)
                .append("configTerm", 1)
                .append("self", true);
        return new Document("set", SET_NAME)
                .append("date", store.clock().now())
                .append("myState", member.get("state"))
                .append("term", 1L)
                .append("heartbeatIntervalMillis", 2000L)
                .append("majorityVoteCount", 1)
                .append("writeMajorityCount", 1)
                .append(
                        "optimes",
                        new Document("lastCommittedOpTime", opTime(last)).append("appliedOpTime", opTime(last)))
                .append("members", List.of(member));
    }
}
