package dev.tidegate.operate.pipeline;

import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.events.topic.TransformTopics;
import dev.tidegate.mapping.declaration.Migration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Numbered changes in one queue before each reader, that move on at random, each reader taking several at a time. What a
 * change goes through is drawn too: some pass every internal topic, others none. A change has arrived when all before it
 * have.
 */
final class FakePipeline implements SourcePassage, TopicOffsets, SinkPositions {
    private final Random random;
    private final List<Queue> queues = new ArrayList<>();
    private final Map<String, Uuid> ids = new HashMap<>();
    private final Deque<Long> inSource = new ArrayDeque<>();
    private final java.util.TreeSet<Long> underWay = new java.util.TreeSet<>();
    private long written;

    FakePipeline(Random random, Migration migration) {
        this.random = random;
        Topics topics = new Topics(migration.name());
        List<String> raw = migration.collections().stream()
                .map(each -> topics.raw(each.collection()))
                .toList();
        queues.add(new Queue(raw));
        new TransformTopics(migration).repartitions().forEach(topic -> queues.add(new Queue(List.of(topic))));
        queues.add(new Queue(
                migration.tablesWithTopic().stream().map(topics::table).toList()));
        queues.forEach(queue -> queue.topics.forEach(topic -> ids.put(topic, Uuid.randomUuid())));
    }

    /** The topics before one reader; each has one partition. */
    private static final class Queue {
        private final List<String> topics;
        private final Map<String, Deque<Long>> waiting = new HashMap<>();
        private final Map<String, Long> ends = new HashMap<>();

        private Queue(List<String> topics) {
            this.topics = topics;
        }

        private void add(String topic, long change) {
            waiting.computeIfAbsent(topic, each -> new ArrayDeque<>()).add(change);
            ends.merge(topic, 1L, Long::sum);
        }

        private long position(String topic) {
            return end(topic) - waiting.getOrDefault(topic, new ArrayDeque<>()).size();
        }

        private long end(String topic) {
            return ends.getOrDefault(topic, 0L);
        }
    }

    void step() {
        int at = random.nextInt(queues.size() + 2);
        if (at == queues.size()) {
            inSource.add(++written);
            underWay.add(written);
        } else if (at == queues.size() + 1) {
            for (int i = random.nextInt(3); i > 0 && !inSource.isEmpty(); i--) {
                addTo(0, inSource.poll());
            }
        } else {
            read(at);
        }
    }

    private void read(int at) {
        Queue queue = queues.get(at);
        String topic = queue.topics.get(random.nextInt(queue.topics.size()));
        Deque<Long> waiting = queue.waiting.getOrDefault(topic, new ArrayDeque<>());
        for (int i = random.nextInt(4); i > 0 && !waiting.isEmpty(); i--) {
            long change = waiting.poll();
            if (at == queues.size() - 1) {
                underWay.remove(change);
            } else {
                addTo(at + 1 + random.nextInt(queues.size() - at - 1), change);
            }
        }
    }

    private void addTo(int at, long change) {
        Queue queue = queues.get(at);
        queue.add(queue.topics.get((int) (change % queue.topics.size())), change);
    }

    long written() {
        return written;
    }

    /** The last change of which all before are in the target. */
    long arrived() {
        return underWay.isEmpty() ? written : underWay.first() - 1;
    }

    @Override
    public SourcePosition now() {
        return SourcePosition.withoutTime(written);
    }

    @Override
    public boolean hasPassed(SourcePosition wanted) {
        return inSource.isEmpty() || inSource.peek() > wanted.value();
    }

    @Override
    public Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        for (Queue queue : queues.subList(0, queues.size() - 1)) {
            queue.topics.forEach(topic -> committed.put(new TopicPartition(topic, 0), queue.position(topic)));
        }
        return committed;
    }

    @Override
    public Optional<Map<TopicPartition, End>> ends(Collection<String> topics) {
        Map<TopicPartition, End> ends = new HashMap<>();
        for (Queue queue : queues) {
            queue.topics.stream()
                    .filter(topics::contains)
                    .forEach(
                            topic -> ends.put(new TopicPartition(topic, 0), new End(ids.get(topic), queue.end(topic))));
        }
        return Optional.of(ends);
    }

    @Override
    public Map<TopicPartition, SinkPosition> read() {
        Queue last = queues.get(queues.size() - 1);
        Map<TopicPartition, SinkPosition> positions = new HashMap<>();
        last.topics.forEach(topic ->
                positions.put(new TopicPartition(topic, 0), new SinkPosition(ids.get(topic), last.position(topic))));
        return positions;
    }
}
