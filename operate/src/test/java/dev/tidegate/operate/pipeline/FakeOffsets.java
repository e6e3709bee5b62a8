package dev.tidegate.operate.pipeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** One partition a topic, and one group. */
public final class FakeOffsets implements TopicOffsets {
    private final Map<String, Long> ends = new HashMap<>();
    private final Map<String, Long> committed = new HashMap<>();
    private final Map<String, Uuid> ids = new HashMap<>();
    private final List<Collection<String>> asked = new ArrayList<>();
    private final Map<String, Runnable> whenAsked = new HashMap<>();

    public void end(String topic, long end, long position) {
        ends.put(topic, end);
        committed.put(topic, position);
        ids.putIfAbsent(topic, Uuid.randomUuid());
    }

    public void whenAsked(String topic, Runnable then) {
        whenAsked.put(topic, then);
    }

    public Map<TopicPartition, SinkPosition> positions(long nextOffset) {
        Map<TopicPartition, SinkPosition> positions = new HashMap<>();
        ids.forEach((topic, id) -> positions.put(new TopicPartition(topic, 0), new SinkPosition(id, nextOffset)));
        return positions;
    }

    public void remove(String topic) {
        ends.remove(topic);
    }

    /** The topic under its name is another one from now on. */
    public void makeAgain(String topic) {
        ids.put(topic, Uuid.randomUuid());
    }

    public List<Collection<String>> asked() {
        return asked;
    }

    @Override
    public Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        committed.forEach((topic, offset) -> offsets.put(new TopicPartition(topic, 0), offset));
        return offsets;
    }

    @Override
    public Optional<Map<TopicPartition, End>> ends(Collection<String> topics) {
        asked.add(topics);
        topics.forEach(topic -> whenAsked.getOrDefault(topic, () -> {}).run());
        if (!ends.keySet().containsAll(topics)) {
            return Optional.empty();
        }
        Map<TopicPartition, End> found = new HashMap<>();
        topics.forEach(topic -> found.put(new TopicPartition(topic, 0), new End(ids.get(topic), ends.get(topic))));
        return Optional.of(found);
    }
}
