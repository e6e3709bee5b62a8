package dev.tidegate.events.topic;

import dev.tidegate.mapping.declaration.Migration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates the topics of a migration that are missing and checks those that are there.
 *
 * <p>Every stage calls it at its start; several at once do no harm.
 */
public final class TopicSetup {
    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(10);
    private static final Duration ASK_AGAIN = Duration.ofMillis(50);

    private final Admin admin;
    private final Migration migration;
    private final Topics topics;

    public TopicSetup(Admin admin, Migration migration) {
        this.admin = admin;
        this.migration = migration;
        this.topics = new Topics(migration.name());
    }

    /**
     * @throws UnfitTopicsException when topics exist with other partitions or settings than the migration needs
     * @throws KafkaException when the broker cannot be asked
     */
    public void ensure() {
        Map<String, Integer> wanted = wanted();
        Set<String> missing = new LinkedHashSet<>(wanted.keySet());
        missing.removeAll(get(admin.listTopics().names()));
        create(wanted, missing);
        checkWhenKnown(wanted);
    }

    /**
     * What {@link #ensure} would fail at. Changes nothing: brokers are asked only whether they would create.
     *
     * @param unfit topics that are there with other partitions or settings than the migration needs
     * @param refused topics that a broker would not create, with its reason
     */
    public record Inspection(List<String> unfit, Map<String, String> refused) {}

    /**
     * @throws AuthorizationException when the user may not create or describe topics
     * @throws KafkaException when the broker cannot be asked
     */
    public Inspection inspect() {
        Map<String, Integer> wanted = wanted();
        Set<String> missing = new LinkedHashSet<>(wanted.keySet());
        missing.removeAll(get(admin.listTopics().names()));
        Map<String, Integer> existing = new TreeMap<>(wanted);
        existing.keySet().removeAll(missing);
        Map<String, String> refused = new TreeMap<>();
        admin.createTopics(creations(wanted, missing), new CreateTopicsOptions().validateOnly(true))
                .values()
                .forEach((topic, creation) -> refusal(creation).ifPresent(reason -> refused.put(topic, reason)));
        return new Inspection(existing.isEmpty() ? List.of() : unfit(existing), refused);
    }

    private static Optional<String> refusal(KafkaFuture<Void> creation) {
        try {
            get(creation);
            return Optional.empty();
        } catch (TopicExistsException e) {
            return Optional.empty();
        } catch (AuthorizationException e) {
            throw e;
        } catch (ApiException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** A topic that was created just now is not known to every broker yet. */
    private void checkWhenKnown(Map<String, Integer> wanted) {
        long deadline = System.nanoTime() + KNOWN_WITHIN.toNanos();
        while (true) {
            try {
                check(wanted);
                return;
            } catch (UnknownTopicOrPartitionException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(ASK_AGAIN.toNanos());
            }
        }
    }

    private Map<String, Integer> wanted() {
        Map<String, Integer> wanted = new TreeMap<>();
        int partitions = migration.kafka().partitions();
        migration.sourceCollections().forEach(collection -> wanted.put(topics.raw(collection), partitions));
        migration.tablesWithTopic().forEach(table -> wanted.put(topics.table(table), partitions));
        wanted.put(topics.sourceState(), 1);
        wanted.put(topics.sourceRequests(), 1);
        return wanted;
    }

    private void create(Map<String, Integer> wanted, Set<String> missing) {
        admin.createTopics(creations(wanted, missing)).values().forEach((topic, creation) -> created(topic, creation));
    }

    private List<NewTopic> creations(Map<String, Integer> wanted, Set<String> missing) {
        List<NewTopic> creations = new ArrayList<>();
        for (String topic : missing) {
            creations.add(
                    new NewTopic(topic, wanted.get(topic), migration.kafka().replicationFactor())
                            .configs(settings(topic)));
        }
        return creations;
    }

    private Map<String, String> settings(String topic) {
        if (topic.equals(topics.sourceRequests())) {
            return TopicSettings.requests();
        }
        return topic.equals(topics.sourceState()) ? TopicSettings.compactedOften() : TopicSettings.compacted();
    }

    private static void created(String topic, KafkaFuture<Void> creation) {
        try {
            get(creation);
        } catch (TopicExistsException e) {
            org.slf4j.LoggerFactory.getLogger(TopicSetup.class).debug("topic {} was made by another stage", topic);
        }
    }

    private void check(Map<String, Integer> wanted) {
        List<String> problems = unfit(wanted);
        if (!problems.isEmpty()) {
            throw new UnfitTopicsException(problems);
        }
    }

    private List<String> unfit(Map<String, Integer> wanted) {
        List<String> problems = new ArrayList<>();
        Map<String, TopicDescription> descriptions =
                get(admin.describeTopics(wanted.keySet()).allTopicNames());
        descriptions.forEach((topic, description) -> {
            int partitions = description.partitions().size();
            if (partitions != wanted.get(topic)) {
                problems.add(topic + " has " + partitions + " partitions, the migration needs " + wanted.get(topic));
            }
        });
        configs(wanted.keySet()).forEach((resource, config) -> problems.addAll(unfit(resource.name(), config)));
        return problems;
    }

    private Map<ConfigResource, Config> configs(Set<String> names) {
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        return get(admin.describeConfigs(resources).all());
    }

    private List<String> unfit(String topic, Config config) {
        String cleanup = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
        if (topic.equals(topics.sourceRequests())) {
            return cleanup.equals(TopicConfig.CLEANUP_POLICY_DELETE)
                    ? List.of()
                    : List.of(topic + " has cleanup.policy=" + cleanup + ", it must be delete: no request may be lost");
        }
        List<String> problems = new ArrayList<>();
        if (!cleanup.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            problems.add(topic + " has cleanup.policy=" + cleanup + ", it must be compact and nothing else");
        }
        long wantedRetention = TopicSettings.LONGEST_PAUSE.toMillis();
        String retention = config.get(TopicConfig.DELETE_RETENTION_MS_CONFIG).value();
        if (Long.parseLong(retention) < wantedRetention) {
            problems.add(topic + " has delete.retention.ms=" + retention + ", it must be at least " + wantedRetention
                    + ": a stage paused for longer would keep deleted rows");
        }
        String bytes = config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value();
        if (Long.parseLong(bytes) < RecordLimits.MAX_RECORD_BYTES) {
            problems.add(topic + " has max.message.bytes=" + bytes + ", it must be at least "
                    + RecordLimits.MAX_RECORD_BYTES + ": MongoDB's documents have up to 16 MB");
        }
        return problems;
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }
}
