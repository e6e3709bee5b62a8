package dev.tidegate.cli.status;

import dev.tidegate.cli.status.Hop.Backlog;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** How much of some topics a reader still has before it, up to each partition's last stable offset. */
final class TopicLag {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private final Admin admin;

    TopicLag(Admin admin) {
        this.admin = admin;
    }

    /** Topics of the cluster whose name begins with one prefix and ends with one suffix. */
    List<String> topics(String prefix, String suffix) {
        return get(admin.listTopics().names()).stream()
                .filter(name -> name.startsWith(prefix) && name.endsWith(suffix))
                .sorted()
                .toList();
    }

    /** What a consumer group has committed; empty for a group that never was. */
    Map<TopicPartition, Long> committed(String group) {
        try {
            Map<TopicPartition, OffsetAndMetadata> offsets =
                    get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
            Map<TopicPartition, Long> committed = new HashMap<>();
            offsets.forEach((partition, offset) -> {
                if (offset != null) {
                    committed.put(partition, offset.offset());
                }
            });
            return committed;
        } catch (GroupIdNotFoundException e) {
            return Map.of();
        }
    }

    /** Partitions of those topics that exist which have something left; a reader without a position begins at 0. */
    Map<TopicPartition, Backlog> waiting(Collection<String> topics, Map<TopicPartition, Long> positions) {
        Map<TopicPartition, Backlog> waiting = new HashMap<>();
        ends(topics).forEach((partition, end) -> {
            long position = positions.getOrDefault(partition, 0L);
            if (position < end.offset()) {
                waiting.put(partition, new Backlog(position, end.offset()));
            }
        });
        return waiting;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> ends(Collection<String> topics) {
        Set<String> existing = new HashSet<>(get(admin.listTopics().names()));
        existing.retainAll(new HashSet<>(topics));
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (TopicDescription topic :
                get(admin.describeTopics(existing).allTopicNames()).values()) {
            topic.partitions()
                    .forEach(partition ->
                            asked.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest()));
        }
        return get(admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all());
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException(
                    "no answer after " + TIMEOUT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }
}
