package dev.tidegate.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.status.Hops.Position;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.transform.topology.TransformTopology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class HopsTest {
    private static final Migration NEXTCRM = MigrationFile.read(Path.of("../migrations/nextcrm/migration.yaml"));
    private static final Topics TOPICS = new Topics(NEXTCRM.name());
    private static final List<String> INTERNAL = TransformTopology.internalTopics(NEXTCRM);

    private final FakeOffsets offsets = new FakeOffsets();
    private final Hops hops = new Hops(NEXTCRM, offsets);

    HopsTest() {
        NEXTCRM.collections().forEach(collection -> offsets.end(TOPICS.raw(collection.collection()), 10, 10));
        INTERNAL.forEach(topic -> offsets.end(topic, 10, 10));
        NEXTCRM.tablesWithTopic().forEach(table -> offsets.end(TOPICS.table(table), 10, 10));
    }

    @Test
    void drainedWhenEveryReaderIsAtTheEnd() {
        assertThat(hops.transform().isDrained()).isTrue();
        assertThat(hops.sink(offsets.positions(10)).isDrained()).isTrue();
    }

    @Test
    void internalTopicsAreAskedInTheOrderInWhichDataPassesThem() {
        hops.transform();
        assertThat(offsets.asked.subList(1, offsets.asked.size()))
                .containsExactlyElementsOf(INTERNAL.stream().map(List::of).toList());
    }

    /** Processing the last of the raw records wrote into the last internal topic, after that was asked for before. */
    @Test
    void whatOneHopPassesOnWhileItIsAskedIsFoundAtTheNext() {
        String last = INTERNAL.get(INTERNAL.size() - 1);
        offsets.whenAsked(INTERNAL.get(0), () -> offsets.end(last, 11, 10));
        assertThat(hops.transform().events()).contains(1L);
    }

    @Test
    void anInternalTopicThatIsNotThereYetLeavesItUnknown() {
        offsets.ends.remove(INTERNAL.get(0));
        assertThat(hops.transform().isUnknown()).isTrue();
    }

    @Test
    void aTableTopicThatIsNotThereLeavesItUnknown() {
        offsets.ends.remove(TOPICS.table(NEXTCRM.tables().get(0)));
        assertThat(hops.sink(offsets.positions(10)).isDrained()).isFalse();
    }

    @Test
    void aPositionThatIsMissingInPostgresqlIsTheBeginning() {
        Map<TopicPartition, Position> positions = new HashMap<>(offsets.positions(10));
        positions.remove(new TopicPartition(TOPICS.table(NEXTCRM.tables().get(0)), 0));
        assertThat(hops.sink(positions).events()).contains(10L);
    }

    @Test
    void aPositionInATopicThatWasMadeAgainSaysNothing() {
        Map<TopicPartition, Position> positions = offsets.positions(10);
        offsets.ids.put(TOPICS.table(NEXTCRM.tables().get(0)), Uuid.randomUuid());
        assertThat(hops.sink(positions).events()).contains(10L);
    }

    @Test
    void aPositionBeyondTheEndIsNotDrained() {
        assertThat(hops.sink(offsets.positions(11)).isDrained()).isFalse();
    }

    private static final class FakeOffsets implements TopicOffsets {
        private final Map<String, Long> ends = new HashMap<>();
        private final Map<String, Long> committed = new HashMap<>();
        private final Map<String, Uuid> ids = new HashMap<>();
        private final List<Collection<String>> asked = new ArrayList<>();
        private final Map<String, Runnable> whenAsked = new HashMap<>();

        void end(String topic, long end, long position) {
            ends.put(topic, end);
            committed.put(topic, position);
            ids.putIfAbsent(topic, Uuid.randomUuid());
        }

        void whenAsked(String topic, Runnable then) {
            whenAsked.put(topic, then);
        }

        Map<TopicPartition, Position> positions(long nextOffset) {
            Map<TopicPartition, Position> positions = new HashMap<>();
            ids.forEach((topic, id) -> positions.put(new TopicPartition(topic, 0), new Position(id, nextOffset)));
            return positions;
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
}
