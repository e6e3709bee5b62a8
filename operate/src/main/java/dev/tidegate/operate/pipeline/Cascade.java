package dev.tidegate.operate.pipeline;

import dev.tidegate.events.topic.Topics;
import dev.tidegate.events.topic.TransformTopics;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.pipeline.TopicOffsets.End;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.apache.kafka.common.TopicPartition;
import org.bson.BsonTimestamp;

/**
 * The way of one fence through the pipeline, hop by hop. A hop is asked only after the one before it was passed, and what
 * its reader must reach is noted once, then: writes that go on do not move it. Not thread-safe.
 */
final class Cascade {
    private final SourcePassage source;
    private final TopicOffsets offsets;
    private final SinkPositions sink;
    private final BsonTimestamp time;
    private final List<Hop> hops;
    private int passed;
    private Map<TopicPartition, End> wanted;
    private boolean isSourcePassed;

    Cascade(Migration migration, SourcePassage source, TopicOffsets offsets, SinkPositions sink) {
        this.source = source;
        this.offsets = offsets;
        this.sink = sink;
        this.hops = hops(migration);
        this.time = source.now();
    }

    /** @param reader asks how far the topics' reader is, and answers whether it has reached an end */
    private record Hop(List<String> topics, Reader reader) {}

    private interface Reader {
        BiPredicate<TopicPartition, End> reached();
    }

    private List<Hop> hops(Migration migration) {
        Topics topics = new Topics(migration.name());
        Reader transform = () -> {
            Map<TopicPartition, Long> committed = offsets.committed(topics.transformApplicationId());
            return (partition, end) -> committed.getOrDefault(partition, 0L) >= end.offset();
        };
        List<Hop> all = new ArrayList<>();
        all.add(new Hop(
                migration.collections().stream()
                        .map(CollectionMapping::collection)
                        .map(topics::raw)
                        .toList(),
                transform));
        for (String internal : new TransformTopics(migration).repartitions()) {
            all.add(new Hop(List.of(internal), transform));
        }
        all.add(new Hop(migration.tablesWithTopic().stream().map(topics::table).toList(), this::reachedInTarget));
        return all;
    }

    private BiPredicate<TopicPartition, End> reachedInTarget() {
        Map<TopicPartition, SinkPosition> positions = sink.read();
        return (partition, end) -> {
            SinkPosition position = positions.get(partition);
            return end.offset() == 0
                    || position != null
                            && position.topic().equals(end.topic())
                            && position.nextOffset() >= end.offset();
        };
    }

    boolean isPassed() {
        if (!isSourcePassed) {
            isSourcePassed = source.hasPassed(time);
        }
        while (isSourcePassed && passed < hops.size() && isPassed(hops.get(passed))) {
            passed++;
            wanted = null;
        }
        return passed == hops.size();
    }

    /** False also while a topic is missing: its stage has not started yet. */
    private boolean isPassed(Hop hop) {
        if (wanted == null) {
            Optional<Map<TopicPartition, End>> ends = offsets.ends(hop.topics());
            if (ends.isEmpty()) {
                return false;
            }
            wanted = new HashMap<>(ends.get());
        }
        BiPredicate<TopicPartition, End> reached = hop.reader().reached();
        wanted.entrySet().removeIf(end -> reached.test(end.getKey(), end.getValue()));
        return wanted.isEmpty();
    }

    /** Where it is, for people. */
    @Override
    public String toString() {
        String name = "fence at " + time.getTime() + "." + time.getInc();
        if (!isSourcePassed) {
            return name + ": not in the raw topics yet";
        }
        if (passed == hops.size()) {
            return name + ": passed";
        }
        return name + ": waits for the reader of "
                + (wanted == null
                        ? "topics of which some are missing: "
                                + hops.get(passed).topics()
                        : wanted);
    }
}
