package dev.tidegate.preflight.kafka;

import dev.tidegate.events.topic.TopicSetup;
import dev.tidegate.mapping.address.ConnectTimeout;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import dev.tidegate.preflight.finding.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.AuthorizationException;

/** Whether Kafka can carry the migration: brokers, their limits, the topics. Creates nothing. */
public final class KafkaCheck {
    private static final Duration PATIENCE = ConnectTimeout.get();

    private final String bootstrapServers;
    private final Migration migration;

    public KafkaCheck(String bootstrapServers, Migration migration) {
        this.bootstrapServers = bootstrapServers;
        this.migration = migration;
    }

    /** An unreachable Kafka is a finding, not a failure. */
    public List<Finding> run() {
        try (Admin admin = admin()) {
            return run(admin);
        } catch (KafkaException | TimeoutException e) {
            return List.of(Finding.blocking(
                    "kafka-unreachable",
                    bootstrapServers,
                    "Kafka cannot be reached: no answer within " + PATIENCE.toSeconds() + " s",
                    "is it up, and is KAFKA_BOOTSTRAP_SERVERS right?"));
        }
    }

    /** Empty where it does not answer, which {@link #run} reports. */
    public Optional<String> clusterId() {
        try (Admin admin = admin()) {
            return Optional.of(get(admin.describeCluster().clusterId()));
        } catch (KafkaException | TimeoutException e) {
            return Optional.empty();
        }
    }

    private Admin admin() {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis()));
    }

    private List<Finding> run(Admin admin) throws TimeoutException {
        Collection<Node> nodes = get(admin.describeCluster().nodes());
        List<Finding> findings = new ArrayList<>(replication(nodes.size()));
        try {
            Set<String> topics = get(
                    admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
            BrokerLimits limits = BrokerLimits.of(admin, nodes);
            findings.addAll(limits.check(migration, nodes.size(), topics));
        } catch (AuthorizationException e) {
            findings.add(Finding.warning(
                    "kafka-settings-hidden",
                    bootstrapServers,
                    "the user may not describe the brokers' settings: their limits are not checked",
                    "grant DescribeConfigs on the cluster, or compare them by hand with docs/check.md"));
        }
        findings.addAll(topics(admin));
        return findings;
    }

    private List<Finding> replication(int brokers) {
        short factor = migration.kafka().replicationFactor();
        if (factor > brokers) {
            return List.of(Finding.blocking(
                    "kafka-replication",
                    "kafka.replication_factor",
                    "the file asks for " + factor + " replicas, there are " + brokers + " brokers",
                    "say a smaller replication_factor in the file, or add brokers"));
        }
        return factor == 1 && brokers > 1
                ? List.of(Finding.warning(
                        "kafka-replication",
                        "kafka.replication_factor",
                        "one replica, though there are " + brokers
                                + " brokers: the loss of a broker would end the migration",
                        "say replication_factor: " + Math.min(3, brokers) + " in the file"))
                : List.of();
    }

    private List<Finding> topics(Admin admin) {
        List<Finding> findings = new ArrayList<>();
        try {
            TopicSetup.Inspection inspection = new TopicSetup(admin, migration).inspect();
            inspection
                    .unfit()
                    .forEach(problem -> findings.add(Finding.blocking(
                            "kafka-topic-unfit",
                            problem.substring(0, problem.indexOf(' ')),
                            problem,
                            "alter the topic's setting, or run the migration under another name")));
            findings.addAll(refused(inspection.refused()));
        } catch (AuthorizationException e) {
            findings.add(Finding.blocking(
                    "kafka-privileges",
                    bootstrapServers,
                    "the user may not create or describe the migration's topics",
                    "grant Create, Describe, DescribeConfigs, Read and Write on topics with the prefix "
                            + migration.name() + "."));
        }
        return findings;
    }

    /** Topics that are refused for one reason together: it is mostly one reason for all. */
    private static List<Finding> refused(Map<String, String> topics) {
        Map<String, Tally> byReason = new TreeMap<>();
        topics.forEach((topic, reason) -> byReason.computeIfAbsent(String.valueOf(reason), first -> new Tally())
                .add(() -> topic));
        List<Finding> findings = new ArrayList<>();
        byReason.forEach((reason, tally) -> findings.add(tally.finding(
                Severity.BLOCKING,
                "kafka-topic-refused",
                "topics",
                "the brokers would not create them: " + reason,
                "alter what the reason names, or have them created with the settings of docs/check.md")));
        return findings;
    }

    static <T> T get(KafkaFuture<T> future) throws TimeoutException {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }
}
