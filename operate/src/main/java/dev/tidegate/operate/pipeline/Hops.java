package dev.tidegate.operate.pipeline;

import dev.tidegate.events.topic.Topics;
import dev.tidegate.events.topic.TransformTopics;
import dev.tidegate.mapping.declaration.Migration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * A migration's hops behind the source, in the order in which data passes them. Each is asked after the
 * one before it was passed: records that the reader there has passed on wait at the next.
 */
public final class Hops {
    private final Migration migration;
    private final Topics topics;
    private final TopicOffsets offsets;

    public Hops(Migration migration, TopicOffsets offsets) {
        this.migration = migration;
        this.topics = new Topics(migration.name());
        this.offsets = offsets;
    }

    /** To the transformer: the raw topics, then each of its repartition topics, as records go from one to the next. */
    public List<Hop> transform() {
        List<Hop> hops = new ArrayList<>();
        hops.add(toTransformer(
                migration.sourceCollections().stream().map(topics::raw).toList()));
        for (String repartition : new TransformTopics(migration).repartitions()) {
            hops.add(toTransformer(List.of(repartition)));
        }
        return hops;
    }

    /** To the sink: the table topics. @param positions as PostgreSQL holds them */
    public Hop sink(Supplier<Map<TopicPartition, SinkPosition>> positions) {
        List<String> tables =
                migration.tablesWithTopic().stream().map(topics::table).toList();
        return new Hop(tables, offsets, () -> {
            Map<TopicPartition, SinkPosition> known = positions.get();
            return (partition, topic) -> {
                SinkPosition position = known.get(partition);
                if (position == null) {
                    return OptionalLong.of(0);
                }
                return position.topic().equals(topic) ? OptionalLong.of(position.nextOffset()) : OptionalLong.empty();
            };
        });
    }

    /** A consumer group does not say of which topic its offsets are: they are found out only beyond an end. */
    private Hop toTransformer(Collection<String> names) {
        return new Hop(names, offsets, () -> {
            Map<TopicPartition, Long> committed = offsets.committed(topics.transformApplicationId());
            return (partition, topic) -> OptionalLong.of(committed.getOrDefault(partition, 0L));
        });
    }
}
