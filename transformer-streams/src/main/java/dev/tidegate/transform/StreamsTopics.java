package dev.tidegate.transform;

import dev.tidegate.events.topic.KafkaCluster;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.events.topic.TransformTopics;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.transform.local.StateOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.requests.ListOffsetsResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics that the Streams application reads, keeps its stores in and writes to, before it starts.
 *
 * <p>Its internal topics are made here, as Kafka Streams would make them: so their ids are known before the first record
 * is processed, and one that is missing later is found, where Kafka Streams would make an empty one in its place.
 */
final class StreamsTopics {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsTopics.class);
    private static final Duration ASK_AGAIN = Duration.ofMillis(500);
    private static final int ASKED = 20;

    private final Admin admin;
    private final Migration migration;
    private final Map<String, String> settings;
    private final Topics names;
    private final List<String> changelogs;
    private final List<String> repartitions;
    private final List<String> raw;
    private final List<String> tables;

    /** @param settings of internal topics */
    StreamsTopics(Admin admin, Migration migration, Map<String, String> settings) {
        this.admin = admin;
        this.migration = migration;
        this.settings = Map.copyOf(settings);
        this.names = new Topics(migration.name());
        this.changelogs = new TransformTopics(migration).changelogs();
        this.repartitions = new TransformTopics(migration).repartitions();
        this.raw = migration.sourceCollections().stream().map(names::raw).toList();
        this.tables = migration.tablesWithTopic().stream().map(names::table).toList();
    }

    /**
     * Makes the internal topics that are missing, and says of which origin all are.
     *
     * @param noted what this instance's local state was made with
     * @throws LostTopicsException when a topic lacks what the application has read or written before
     */
    StateOrigin ensure(Optional<StateOrigin> noted) {
        refuse(lasting(this::missing));
        create();
        StateOrigin origin = new StateOrigin(migration.name(), new KafkaCluster(admin).id(), idsOfAll());
        noted.ifPresent(then -> refuse(replaced(then, origin)));
        refuse(lasting(this::unreadable));
        return origin;
    }

    /**
     * For a transformer that may have been paused for longer than deletes are kept. Of what was there to be read before,
     * deletes may be gone; where it has read all of that, nothing is lost.
     *
     * @throws LongPauseException when it has not
     */
    void requireNothingOlderThan(Instant oldest) {
        Map<TopicPartition, Long> read = committed();
        read.keySet().removeIf(partition -> !raw.contains(partition.topic()));
        Map<TopicPartition, Long> ends = offsets(read, OffsetSpec.latest());
        offsets(read, OffsetSpec.forTimestamp(oldest.toEpochMilli())).forEach((partition, young) -> {
            long youngest = young == ListOffsetsResponse.UNKNOWN_OFFSET ? ends.get(partition) : young;
            if (read.get(partition) < youngest) {
                throw new LongPauseException(partition, read.get(partition), oldest);
            }
        });
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new LostTopicsException(problems);
        }
    }

    /** A broker that has just come back may not know everything yet: asked more than once. */
    private static List<String> lasting(Supplier<List<String>> question) {
        List<String> problems = question.get();
        for (int asked = 1; !problems.isEmpty() && asked < ASKED; asked++) {
            LockSupport.parkNanos(ASK_AGAIN.toNanos());
            problems = question.get();
        }
        return problems;
    }

    private List<String> internal() {
        List<String> internal = new ArrayList<>(changelogs);
        internal.addAll(repartitions);
        return internal;
    }

    /** A topic that was made just now is not known to every broker yet. */
    private Map<String, String> idsOfAll() {
        List<String> all = new ArrayList<>(internal());
        all.addAll(raw);
        all.addAll(tables);
        Map<String, String> ids = new HashMap<>();
        lasting(() -> {
            ids.putAll(new KafkaCluster(admin).topicIds(all));
            return all.stream().filter(topic -> !ids.containsKey(topic)).toList();
        });
        return ids;
    }

    /** Internal topics are there from the first start on: before anything is committed or sent. */
    private List<String> missing() {
        Set<String> existing = new KafkaCluster(admin).topicIds(internal()).keySet();
        List<String> missing =
                internal().stream().filter(topic -> !existing.contains(topic)).toList();
        boolean hasWorked = committed().values().stream().anyMatch(offset -> offset > 0)
                || ends(tables).values().stream().anyMatch(end -> end > 0);
        return missing.isEmpty() || !hasWorked
                ? List.of()
                : missing.stream()
                        .map(topic -> topic + " is missing: what the transformer knows of documents was in it")
                        .toList();
    }

    private void create() {
        Set<String> existing = new KafkaCluster(admin).topicIds(internal()).keySet();
        List<NewTopic> creations = internal().stream()
                .filter(topic -> !existing.contains(topic))
                .map(topic -> new NewTopic(
                                topic,
                                migration.kafka().partitions(),
                                migration.kafka().replicationFactor())
                        .configs(settings(topic)))
                .toList();
        admin.createTopics(creations).values().forEach(StreamsTopics::created);
    }

    private static void created(String topic, KafkaFuture<Void> creation) {
        try {
            KafkaCluster.get(creation);
        } catch (TopicExistsException e) {
            LOG.debug("topic {} was made by another instance", topic);
        }
    }

    private Map<String, String> settings(String topic) {
        Map<String, String> all = new HashMap<>();
        if (repartitions.contains(topic)) {
            // Kafka Streams deletes what it has read; nothing else may.
            all.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            all.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
            all.put(TopicConfig.SEGMENT_BYTES_CONFIG, String.valueOf(50 << 20));
        } else {
            all.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        }
        all.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
        all.putAll(settings);
        return all;
    }

    /** While the raw topics are the same, what was made of them must be too; other raw topics are another life. */
    private List<String> replaced(StateOrigin then, StateOrigin now) {
        boolean isSameInput = then.cluster().equals(now.cluster())
                && raw.stream()
                        .allMatch(topic ->
                                now.topics().get(topic).equals(then.topics().get(topic)));
        return isSameInput
                ? new TreeMap<>(then.topics())
                        .entrySet().stream()
                                .filter(topic -> now.topics().containsKey(topic.getKey())
                                        && !now.topics().get(topic.getKey()).equals(topic.getValue()))
                                .map(topic -> topic.getKey() + " was deleted and made again: what was in it is lost")
                                .toList()
                : List.of();
    }

    private List<String> unreadable() {
        Map<TopicPartition, Long> committed = committed();
        Map<TopicPartition, Long> ends = offsets(committed, OffsetSpec.latest());
        Map<TopicPartition, Long> beginnings = offsets(committed, OffsetSpec.earliest());
        List<String> problems = new ArrayList<>();
        committed.forEach((partition, offset) -> {
            if (offset > ends.get(partition)) {
                problems.add(partition + " ends at offset " + ends.get(partition) + ", and was processed up to "
                        + offset + ": it was made again, or has lost records");
            } else if (offset < beginnings.get(partition)) {
                problems.add(partition + " begins at offset " + beginnings.get(partition) + ", and was processed up to "
                        + offset + ": records in between were deleted unread");
            }
        });
        return problems;
    }

    /** Of the topics that exist and are read; a topic's deletion takes its offsets away, a moment later. */
    private Map<TopicPartition, Long> committed() {
        List<String> read = new ArrayList<>(raw);
        read.addAll(repartitions);
        Map<String, String> existing = new KafkaCluster(admin).topicIds(read);
        Map<TopicPartition, Long> committed = new HashMap<>();
        try {
            KafkaCluster.get(admin.listConsumerGroupOffsets(names.transformApplicationId())
                            .partitionsToOffsetAndMetadata())
                    .forEach((partition, offset) -> {
                        if (offset != null && existing.containsKey(partition.topic())) {
                            committed.put(partition, offset.offset());
                        }
                    });
        } catch (GroupIdNotFoundException e) {
            LOG.debug("the transformer has not committed anything yet", e);
        }
        return committed;
    }

    private Map<TopicPartition, Long> ends(List<String> topics) {
        Map<TopicPartition, Long> partitions = new HashMap<>();
        for (String topic : topics) {
            for (int i = 0; i < migration.kafka().partitions(); i++) {
                partitions.put(new TopicPartition(topic, i), 0L);
            }
        }
        return offsets(partitions, OffsetSpec.latest());
    }

    private Map<TopicPartition, Long> offsets(Map<TopicPartition, Long> of, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        of.keySet().forEach(partition -> asked.put(partition, which));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        KafkaCluster.get(admin.listOffsets(asked).all())
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }
}
