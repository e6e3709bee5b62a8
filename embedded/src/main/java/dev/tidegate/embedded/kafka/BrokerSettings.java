package dev.tidegate.embedded.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What differs from a broker's defaults: one node, a small heap, quick starts, nothing forgotten in a long pause. */
record BrokerSettings(Path directory, int port, int controllerPort) {
    static final int NODE = 1;
    static final String CONTROLLER = "CONTROLLER";
    private static final Duration LONGEST_PAUSE = Duration.ofDays(31);
    private static final int LARGEST_RECORD_BATCH = 64 << 20;

    Map<String, Object> toMap() {
        Map<String, Object> settings = new HashMap<>();
        node(settings);
        oneReplica(settings);
        small(settings);
        settings.put("auto.create.topics.enable", "false");
        settings.put("message.max.bytes", LARGEST_RECORD_BATCH);
        settings.put("replica.fetch.max.bytes", LARGEST_RECORD_BATCH);
        settings.put("socket.request.max.bytes", LARGEST_RECORD_BATCH + (32 << 20));
        settings.put("group.initial.rebalance.delay.ms", 0);
        settings.put("offsets.retention.minutes", (int) LONGEST_PAUSE.toMinutes());
        settings.put("transaction.max.timeout.ms", (int) Duration.ofHours(1).toMillis());
        // After a kill a broker is let in again when its old session has timed out.
        settings.put("broker.session.timeout.ms", 2000);
        settings.put("broker.heartbeat.interval.ms", 400);
        settings.replaceAll((name, value) -> value.toString());
        return settings;
    }

    private void node(Map<String, Object> settings) {
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", NODE);
        settings.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", CONTROLLER);
        settings.put(
                "listeners", "PLAINTEXT://127.0.0.1:" + port + "," + CONTROLLER + "://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        settings.put("log.dirs", directory.toString());
        settings.put("metadata.log.dir", directory.toString());
    }

    private static void oneReplica(Map<String, Object> settings) {
        settings.put("default.replication.factor", 1);
        settings.put("min.insync.replicas", 1);
        settings.put("offsets.topic.replication.factor", 1);
        settings.put("offsets.topic.num.partitions", 4);
        settings.put("transaction.state.log.replication.factor", 1);
        settings.put("transaction.state.log.min.isr", 1);
        settings.put("transaction.state.log.num.partitions", 4);
        settings.put("share.coordinator.state.topic.replication.factor", 1);
        settings.put("share.coordinator.state.topic.min.isr", 1);
        settings.put("share.coordinator.state.topic.num.partitions", 1);
    }

    private static void small(Map<String, Object> settings) {
        settings.put("log.cleaner.dedupe.buffer.size", 4 << 20);
        settings.put("log.index.size.max.bytes", 1 << 20);
        settings.put("num.network.threads", 2);
        settings.put("num.io.threads", 2);
        settings.put("background.threads", 2);
        settings.put("num.replica.fetchers", 1);
        settings.put("num.recovery.threads.per.data.dir", 2);
    }
}
