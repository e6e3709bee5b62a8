package dev.tidegate.preflight.kafka;

import dev.tidegate.events.topic.RecordLimits;
import dev.tidegate.events.topic.TopicSettings;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.preflight.finding.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;

/** The brokers' settings that a migration depends on; of several brokers the weakest counts. */
record BrokerLimits(List<Map<String, String>> brokers) {
    /** Of the source's producer, whose transaction carries a whole batch of documents. */
    private static final long LONGEST_TRANSACTION_MS = 120_000;

    static BrokerLimits of(Admin admin, Collection<Node> nodes) throws TimeoutException {
        List<ConfigResource> resources = nodes.stream()
                .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
                .toList();
        Map<ConfigResource, Config> configs =
                KafkaCheck.get(admin.describeConfigs(resources).all());
        return new BrokerLimits(
                configs.values().stream().map(BrokerLimits::settings).toList());
    }

    private static Map<String, String> settings(Config config) {
        Map<String, String> settings = new TreeMap<>();
        config.entries().stream()
                .filter(entry -> entry.value() != null)
                .forEach(entry -> settings.put(entry.name(), entry.value()));
        return settings;
    }

    List<Finding> check(Migration migration, int nodes, Set<String> topics) {
        List<Finding> findings = new ArrayList<>();
        sizes(findings);
        times(findings);
        long replicas = migration.kafka().replicationFactor();
        greatest("min.insync.replicas")
                .filter(wanted -> wanted > replicas)
                .ifPresent(wanted -> findings.add(Finding.blocking(
                        "kafka-min-insync",
                        "min.insync.replicas",
                        "the brokers want " + wanted + " replicas in sync, the migration's topics have " + replicas
                                + ": no record could be written",
                        "say a larger kafka.replication_factor in the file")));
        internal("__transaction_state", "transaction.state.log.replication.factor", nodes, topics, findings);
        internal("__consumer_offsets", "offsets.topic.replication.factor", nodes, topics, findings);
        return findings;
    }

    private void sizes(List<Finding> findings) {
        least("socket.request.max.bytes")
                .filter(bytes -> bytes < RecordLimits.MAX_RECORD_BYTES)
                .ifPresent(bytes -> findings.add(Finding.blocking(
                        "kafka-request-size",
                        "socket.request.max.bytes",
                        bytes + " bytes; a request may have " + RecordLimits.MAX_RECORD_BYTES,
                        "raise it on every broker: MongoDB's documents have up to 16 MB, and grow on their way")));
        least("message.max.bytes")
                .filter(bytes -> bytes < RecordLimits.MAX_RECORD_BYTES)
                .ifPresent(bytes -> findings.add(Finding.info(
                        "kafka-message-size",
                        "message.max.bytes",
                        "the brokers' default is " + bytes + " bytes; each topic of the migration gets a limit of its"
                                + " own, " + RecordLimits.MAX_RECORD_BYTES)));
    }

    private void times(List<Finding> findings) {
        least("offsets.retention.minutes")
                .map(Duration::ofMinutes)
                .filter(kept -> kept.compareTo(TopicSettings.LONGEST_PAUSE) < 0)
                .ifPresent(kept -> findings.add(Finding.warning(
                        "kafka-offsets-retention",
                        "offsets.retention.minutes",
                        "positions of a stage that is paused are kept " + kept.toDays() + " days, tombstones "
                                + TopicSettings.LONGEST_PAUSE.toDays(),
                        "raise it on every broker to " + TopicSettings.LONGEST_PAUSE.toMinutes()
                                + ", or pause no stage for longer")));
        least("transaction.max.timeout.ms")
                .filter(millis -> millis < LONGEST_TRANSACTION_MS)
                .ifPresent(millis -> findings.add(Finding.blocking(
                        "kafka-transaction-timeout",
                        "transaction.max.timeout.ms",
                        millis + " ms; transactions of the source may take " + LONGEST_TRANSACTION_MS,
                        "raise it on every broker")));
    }

    private void internal(String topic, String setting, int nodes, Set<String> topics, List<Finding> findings) {
        greatest(setting)
                .filter(factor -> factor > nodes && !topics.contains(topic))
                .ifPresent(factor -> findings.add(Finding.blocking(
                        "kafka-replication",
                        setting,
                        factor + " replicas, there are " + nodes + " brokers: " + topic + " could not be made",
                        "lower it, or add brokers")));
    }

    private Optional<Long> least(String setting) {
        return values(setting).stream().min(Long::compare);
    }

    private Optional<Long> greatest(String setting) {
        return values(setting).stream().max(Long::compare);
    }

    private List<Long> values(String setting) {
        return brokers.stream()
                .filter(settings -> settings.containsKey(setting))
                .map(settings -> Long.parseLong(settings.get(setting)))
                .toList();
    }
}
