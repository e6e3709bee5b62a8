package dev.tidegate.operate.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.events.topic.Topics;
import dev.tidegate.events.topic.TransformTopics;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.operate.pipeline.FakeOffsets;
import dev.tidegate.operate.pipeline.SinkPosition;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class HopsTest {
    private static final Migration NEXTCRM = MigrationFile.read(Path.of("../migrations/nextcrm/migration.yaml"));
    private static final Topics TOPICS = new Topics(NEXTCRM.name());
    private static final List<String> INTERNAL = new TransformTopics(NEXTCRM).repartitions();

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
        assertThat(offsets.asked().subList(1, offsets.asked().size()))
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
        offsets.remove(INTERNAL.get(0));
        assertThat(hops.transform().isUnknown()).isTrue();
    }

    @Test
    void aTableTopicThatIsNotThereLeavesItUnknown() {
        offsets.remove(TOPICS.table(NEXTCRM.tables().get(0)));
        assertThat(hops.sink(offsets.positions(10)).isDrained()).isFalse();
    }

    @Test
    void aPositionThatIsMissingInPostgresqlIsTheBeginning() {
        Map<TopicPartition, SinkPosition> positions = new HashMap<>(offsets.positions(10));
        positions.remove(new TopicPartition(TOPICS.table(NEXTCRM.tables().get(0)), 0));
        assertThat(hops.sink(positions).events()).contains(10L);
    }

    @Test
    void aPositionInATopicThatWasMadeAgainSaysNothing() {
        Map<TopicPartition, SinkPosition> positions = offsets.positions(10);
        offsets.makeAgain(TOPICS.table(NEXTCRM.tables().get(0)));
        assertThat(hops.sink(positions).events()).contains(10L);
    }

    @Test
    void aPositionBeyondTheEndIsNotDrained() {
        assertThat(hops.sink(offsets.positions(11)).isDrained()).isFalse();
    }
}
