package dev.tidegate.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.events.source.IdBracket;
import dev.tidegate.events.source.RangeState;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonObjectId;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

class RangeCutterTest {
    @Test
    void cutsAtQuantilesOfTheSample() {
        List<ObjectId> sample =
                IntStream.range(0, 100).mapToObj(RangeCutterTest::id).toList();
        assertThat(RangeCutter.quantiles(sample, 4)).containsExactly(id(25), id(50), id(75));
    }

    @Test
    void cutsLessOftenWhenTheSampleIsSmall() {
        assertThat(RangeCutter.quantiles(List.of(), 5)).isEmpty();
        assertThat(RangeCutter.quantiles(List.of(id(1), id(1), id(1)), 5)).containsExactly(id(1));
    }

    @Test
    void rangesMeetWithoutGapOrOverlap() {
        long seed = Long.getLong("tidegate.seed", 1L);
        Random random = new Random(seed);
        List<ObjectId> sample =
                Stream.generate(() -> id(random.nextInt(1_000))).limit(200).toList();
        List<RangeState> ranges = RangeCutter.ranges("c", RangeCutter.quantiles(sample, 1 + random.nextInt(30)));
        for (int n = 0; n < 1_000; n++) {
            ObjectId id = id(n);
            assertThat(ranges.stream().filter(range -> holds(range, id)))
                    .as("ranges that hold %s, seed %d", id, seed)
                    .hasSize(1);
        }
    }

    @Test
    void everyBracketHasARangeAndEveryRangeItsNumber() {
        List<RangeState> ranges = RangeCutter.ranges("c", List.of(id(1)));
        assertThat(ranges.stream().map(RangeState::bracket)).contains(IdBracket.values());
        assertThat(ranges.stream().map(RangeState::number).distinct()).hasSize(ranges.size());
    }

    private static boolean holds(RangeState range, ObjectId id) {
        return range.bracket() == IdBracket.OBJECT_ID
                && range.after().map(after -> after(id, (BsonObjectId) after)).orElse(true)
                && range.upTo().map(upTo -> !after(id, (BsonObjectId) upTo)).orElse(true);
    }

    private static boolean after(ObjectId id, BsonObjectId bound) {
        return id.compareTo(bound.getValue()) > 0;
    }

    private static ObjectId id(int n) {
        return new ObjectId(n, 0);
    }
}
