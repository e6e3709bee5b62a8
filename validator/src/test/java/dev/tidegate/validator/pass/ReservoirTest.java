package dev.tidegate.validator.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.BsonInt32;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;

class ReservoirTest {
    @Test
    void drawsEveryIdWithTheSameChance() {
        int[] drawn = new int[100];
        for (int seed = 0; seed < 10_000; seed++) {
            draw(10, seed).forEach(id -> drawn[id.asInt32().getValue()]++);
        }

        assertThat(Arrays.stream(drawn).boxed().toList())
                .allSatisfy(count -> assertThat(count).isBetween(850, 1150)); // 1,000, deviation 30
    }

    @Test
    void drawsTheSameWithTheSameSeedAlsoWhenItWasStoppedInBetween() {
        var stopped = new Reservoir(10, 7, "c");
        IntStream.range(0, 40).forEach(id -> stopped.offer(new BsonInt32(id)));
        var resumed = new Reservoir(10, 7, "c");
        resumed.restore(stopped.offered(), stopped.drawn());
        IntStream.range(40, 100).forEach(id -> resumed.offer(new BsonInt32(id)));

        assertThat(resumed.drawn()).isEqualTo(draw(10, 7)).isNotEqualTo(draw(10, 8));
    }

    @Test
    void drawsAllWhereThereAreFewer() {
        assertThat(draw(1000, 1)).hasSize(100);
        assertThat(draw(0, 1)).isEmpty();
    }

    private static List<BsonValue> draw(int size, long seed) {
        var reservoir = new Reservoir(size, seed, "c");
        IntStream.range(0, 100).forEach(id -> reservoir.offer(new BsonInt32(id)));
        return reservoir.drawn();
    }
}
