package dev.tidegate.operate.status;

import dev.tidegate.events.topic.Topics;
import dev.tidegate.events.topic.TransformTopics;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.pipeline.SinkPosition;
import dev.tidegate.operate.pipeline.TopicOffsets;
import dev.tidegate.operate.pipeline.TopicOffsets.End;
import dev.tidegate.operate.status.Hop.Backlog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * The hops between the stages, each asked in the order in which data passes it: a reader's positions before its topics'
 * ends, so that a reader found at the end has passed on all that was there before.
 */
final class Hops {
    private final Migration migration;
    private final Topics topics;
    private final TopicOffsets offsets;

    Hops(Migration migration, TopicOffsets offsets) {
        this.migration = migration;
        this.topics = new Topics(migration.name());
        this.offsets = offsets;
    }

    /** Raw topics, then the Streams application's internal topics, one after the other as data passes them. */
    Hop transform() {
        Hop hop = forGroup(migration.collections().stream()
                .map(CollectionMapping::collection)
                .map(topics::raw)
                .toList());
        for (String internal : new TransformTopics(migration).repartitions()) {
            if (hop.isDrained()) {
                hop = forGroup(List.of(internal));
            }
        }
        return hop;
    }

    /** Table topics against the positions that PostgreSQL holds, which are read before the ends. */
    Hop sink(Map<TopicPartition, SinkPosition> positions) {
        List<String> tables =
                migration.tablesWithTopic().stream().map(topics::table).toList();
        return hop(offsets.ends(tables), (partition, end) -> {
            SinkPosition position = positions.get(partition);
            return position != null && position.topic().equals(end.topic()) ? position.nextOffset() : 0;
        });
    }

    private Hop forGroup(List<String> names) {
        Map<TopicPartition, Long> committed = offsets.committed(topics.transformApplicationId());
        return hop(offsets.ends(names), (partition, end) -> committed.getOrDefault(partition, 0L));
    }

    private interface Reached {
        /** A reader without a position begins at 0. */
        long nextOffset(TopicPartition partition, End end);
    }

    /** Without all of its topics, and with positions beyond their ends, a hop is not what it was: nothing is certain. */
    private static Hop hop(Optional<Map<TopicPartition, End>> ends, Reached reached) {
        if (ends.isEmpty()) {
            return Hop.UNKNOWN;
        }
        Map<TopicPartition, Backlog> waiting = new HashMap<>();
        for (var end : ends.get().entrySet()) {
            long position = reached.nextOffset(end.getKey(), end.getValue());
            if (position > end.getValue().offset()) {
                return Hop.UNKNOWN;
            }
            if (position < end.getValue().offset()) {
                waiting.put(end.getKey(), new Backlog(position, end.getValue().offset()));
            }
        }
        return Hop.of(waiting);
    }
}
