package dev.tidegate.cli.status;

import dev.tidegate.cli.status.Hop.Backlog;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The hops between the stages, each asked in the order in which data passes it. */
final class Hops {
    /**
     * A document's way through repartition topics: a reference to its collection, the answer back, and then an edge. Each
     * round that finds all of them passed has followed the data one topic further.
     */
    private static final int LONGEST_WAY = 3;

    private final Migration migration;
    private final Topics topics;
    private final TopicLag lag;

    Hops(Migration migration, TopicLag lag) {
        this.migration = migration;
        this.topics = new Topics(migration.name());
        this.lag = lag;
    }

    /** Raw topics, then the Streams application's own repartition topics. */
    Hop transform() {
        List<String> raw = migration.collections().stream()
                .map(CollectionMapping::collection)
                .map(topics::raw)
                .toList();
        Map<TopicPartition, Backlog> waiting = waitingForGroup(raw);
        for (int way = 0; way < LONGEST_WAY && waiting.isEmpty(); way++) {
            waiting = waitingForGroup(lag.topics(topics.transformApplicationId() + "-", "-repartition"));
        }
        return Hop.of(waiting);
    }

    /** Table topics against the positions that PostgreSQL holds, which are read before the ends. */
    Hop sink(Map<TopicPartition, Long> positions) {
        List<String> tables =
                migration.tablesWithTopic().stream().map(topics::table).toList();
        return Hop.of(lag.waiting(tables, positions));
    }

    private Map<TopicPartition, Backlog> waitingForGroup(List<String> names) {
        return lag.waiting(names, lag.committed(topics.transformApplicationId()));
    }
}
