package dev.tidegate.operate.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.events.topic.TransformTopics;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CascadeTest {
    private static final Migration NEXTCRM = MigrationFile.read(Path.of("../migrations/nextcrm/migration.yaml"));
    private static final Topics TOPICS = new Topics(NEXTCRM.name());
    private static final String RAW = TOPICS.raw(NEXTCRM.collections().get(0).collection());
    private static final String TABLE = TOPICS.table(NEXTCRM.tables().get(0));
    private static final List<String> INTERNAL = new TransformTopics(NEXTCRM).repartitions();

    private final FakeOffsets offsets = new FakeOffsets();
    private final FakeSource source = new FakeSource();
    private long inTarget = 10;

    CascadeTest() {
        NEXTCRM.collections().forEach(collection -> offsets.end(TOPICS.raw(collection.collection()), 10, 10));
        INTERNAL.forEach(topic -> offsets.end(topic, 10, 10));
        NEXTCRM.tablesWithTopic().forEach(table -> offsets.end(TOPICS.table(table), 10, 10));
    }

    @Test
    void passesWhenEveryReaderIsAtTheEnd() {
        assertThat(fence().isPassed()).isTrue();
    }

    @Test
    void asksNoTopicBeforeTheSourceHasPassed() {
        source.position = 4;
        Cascade fence = fence();
        assertThat(fence.isPassed()).isFalse();
        assertThat(offsets.asked()).isEmpty();
        source.position = 5;
        assertThat(fence.isPassed()).isTrue();
    }

    /** Writers that go on move every end, and never the fence. */
    @Test
    void passesWhileEverythingMovesOn() {
        offsets.end(RAW, 11, 10);
        Cascade fence = fence();
        assertThat(fence.isPassed()).isFalse();
        offsets.end(RAW, 1000, 11);
        assertThat(fence.isPassed()).isTrue();
    }

    /** What the raw topics held came to the table topic while the fence waited before them. */
    @Test
    void notesATopicsEndOnlyOnceTheHopBeforeItWasPassed() {
        offsets.end(RAW, 11, 10);
        Cascade fence = fence();
        assertThat(fence.isPassed()).isFalse();
        offsets.end(RAW, 11, 11);
        offsets.end(TABLE, 12, 0);
        assertThat(fence.isPassed()).isFalse();
        inTarget = 12;
        assertThat(fence.isPassed()).isTrue();
    }

    @Test
    void internalTopicsArePassedInTheOrderOfTheData() {
        String last = INTERNAL.get(INTERNAL.size() - 1);
        offsets.whenAsked(INTERNAL.get(0), () -> offsets.end(last, 11, 10));
        Cascade fence = fence();
        assertThat(fence.isPassed()).isFalse();
        offsets.whenAsked(INTERNAL.get(0), () -> {});
        offsets.end(last, 11, 11);
        assertThat(fence.isPassed()).isTrue();
    }

    @Test
    void doesNotPassWhileATopicIsMissing() {
        offsets.remove(INTERNAL.get(0));
        Cascade fence = fence();
        assertThat(fence.isPassed()).isFalse();
        offsets.end(INTERNAL.get(0), 10, 10);
        assertThat(fence.isPassed()).isTrue();
    }

    @Test
    void doesNotTakeAPositionInAnotherTopicOfThatName() {
        var positions = offsets.positions(10);
        offsets.makeAgain(TABLE);
        Cascade fence = new Cascade(NEXTCRM, source, offsets, () -> positions);
        assertThat(fence.isPassed()).isFalse();
    }

    /** The topic was made again: what the reader read is not what stands there, however much it was. */
    @Test
    void doesNotPassWithAPositionBeyondTheEnd() {
        offsets.end(RAW, 4, 10);
        assertThat(fence().isPassed()).isFalse();
    }

    @Test
    void doesNotPassByAnEmptyTopicThatWasMadeAgain() {
        var positions = offsets.positions(10);
        offsets.makeAgain(TABLE);
        offsets.end(TABLE, 0, 0);
        assertThat(new Cascade(NEXTCRM, source, offsets, () -> positions).isPassed())
                .isFalse();
    }

    @Test
    void staysPassed() {
        Cascade fence = fence();
        assertThat(fence.isPassed()).isTrue();
        source.position = 0;
        inTarget = 0;
        assertThat(fence.isPassed()).isTrue();
    }

    /**
     * A change is one step further at each random step; a fence taken after it was made is not passed before it is in the
     * target, whatever else is on the way.
     */
    @Test
    void neverPassesBeforeWhatWasWrittenBeforeIt() {
        for (long seed = 1; seed <= 300; seed++) {
            FakePipeline pipeline = new FakePipeline(new Random(seed), NEXTCRM);
            for (int step = 0; step < 30; step++) {
                pipeline.step();
            }
            long written = pipeline.written();
            Cascade fence = new Cascade(NEXTCRM, pipeline, pipeline, pipeline);
            int steps = 0;
            while (!fence.isPassed()) {
                assertThat(steps++)
                        .as("seed %d: steps until the fence is passed", seed)
                        .isLessThan(20_000);
                pipeline.step();
            }
            assertThat(pipeline.arrived()).as("seed %d", seed).isGreaterThanOrEqualTo(written);
        }
    }

    private Cascade fence() {
        return new Cascade(NEXTCRM, source, offsets, () -> offsets.positions(inTarget));
    }

    private static final class FakeSource implements SourcePassage {
        private int position = 5;

        @Override
        public SourcePosition now() {
            return SourcePosition.withoutTime(5);
        }

        @Override
        public boolean hasPassed(SourcePosition wanted) {
            return SourcePosition.withoutTime(position).compareTo(wanted) >= 0;
        }
    }
}
