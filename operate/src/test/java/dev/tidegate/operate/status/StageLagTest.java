package dev.tidegate.operate.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.events.topic.Topics;
import dev.tidegate.events.topic.TransformTopics;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.operate.pipeline.FakeOffsets;
import dev.tidegate.operate.pipeline.Hops;
import dev.tidegate.operate.pipeline.SinkPosition;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StageLagTest {
    private static final Migration NEXTCRM = MigrationFile.read(Path.of("../migrations/nextcrm/migration.yaml"));
    private static final Topics TOPICS = new Topics(NEXTCRM.name());
    private static final List<String> INTERNAL = new TransformTopics(NEXTCRM).repartitions();

    private final FakeOffsets offsets = new FakeOffsets();
    private final Hops hops = new Hops(NEXTCRM, offsets);

    StageLagTest() {
        NEXTCRM.collections().forEach(collection -> offsets.end(TOPICS.raw(collection.collection()), 10, 10));
        INTERNAL.forEach(topic -> offsets.end(topic, 10, 10));
        NEXTCRM.tablesWithTopic().forEach(table -> offsets.end(TOPICS.table(table), 10, 10));
    }

    @Test
    void drainedWhenEveryReaderIsAtTheEnd() {
        assertThat(transform().isDrained()).isTrue();
        assertThat(sink(offsets.positions(10)).isDrained()).isTrue();
    }

    @Test
    void internalTopicsAreAskedInTheOrderInWhichDataPassesThem() {
        transform();
        assertThat(offsets.asked().subList(1, offsets.asked().size()))
                .containsExactlyElementsOf(INTERNAL.stream().map(List::of).toList());
    }

    /** Processing the last of the raw records wrote into the last internal topic, after that was asked for before. */
    @Test
    void whatOneHopPassesOnWhileItIsAskedIsFoundAtTheNext() {
        String last = INTERNAL.get(INTERNAL.size() - 1);
        offsets.whenAsked(INTERNAL.get(0), () -> offsets.end(last, 11, 10));
        assertThat(transform().events()).contains(1L);
    }

    @Test
    void anInternalTopicThatIsNotThereYetLeavesItUnknown() {
        offsets.remove(INTERNAL.get(0));
        assertThat(transform().isUnknown()).isTrue();
    }

    @Test
    void aTableTopicThatIsNotThereLeavesItUnknown() {
        offsets.remove(TOPICS.table(NEXTCRM.tables().get(0)));
        assertThat(sink(offsets.positions(10)).isDrained()).isFalse();
    }

    @Test
    void aPositionThatIsMissingInPostgresqlIsTheBeginning() {
        Map<TopicPartition, SinkPosition> positions = new HashMap<>(offsets.positions(10));
        positions.remove(new TopicPartition(TOPICS.table(NEXTCRM.tables().get(0)), 0));
        assertThat(sink(positions).events()).contains(10L);
    }

    @Test
    void aPositionInATopicThatWasMadeAgainSaysNothing() {
        Map<TopicPartition, SinkPosition> positions = offsets.positions(10);
        offsets.makeAgain(TOPICS.table(NEXTCRM.tables().get(0)));
        assertThat(sink(positions).isUnknown()).isTrue();
    }

    @Test
    void aPositionBeyondTheEndLeavesItUnknown() {
        assertThat(sink(offsets.positions(11)).isUnknown()).isTrue();
    }

    @Test
    void anEmptyTopicThatWasMadeAgainLeavesItUnknownToo() {
        Map<TopicPartition, SinkPosition> positions = offsets.positions(10);
        String table = TOPICS.table(NEXTCRM.tables().get(0));
        offsets.makeAgain(table);
        offsets.end(table, 0, 0);
        assertThat(sink(positions).isUnknown()).isTrue();
    }

    private StageLag transform() {
        return StageLag.of(hops.transform());
    }

    private StageLag sink(Map<TopicPartition, SinkPosition> positions) {
        return StageLag.of(List.of(hops.sink(() -> positions)));
    }
}
