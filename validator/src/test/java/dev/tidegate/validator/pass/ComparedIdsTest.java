package dev.tidegate.validator.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.validator.sort.SortedFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ComparedIdsTest {
    private static final long SEED = Long.getLong("tidegate.seed", 1L);

    @Test
    void knowsEachIdInTheOrderOfItsBytesInEveryWalk() {
        var random = new Random(SEED);
        Set<UUID> added = new HashSet<>();
        List<UUID> asked = new ArrayList<>();
        try (var compared = new ComparedIds(new SortedFacts(50))) {
            for (int number = 0; number < 2_000; number++) {
                var id = new UUID(random.nextLong(), random.nextInt(4) == 0 ? Long.MIN_VALUE : random.nextLong());
                asked.add(id);
                if (random.nextBoolean()) {
                    added.add(id);
                    compared.add(id);
                    compared.add(id);
                }
            }
            asked.sort(Comparator.comparing(UUID::toString));
            for (int walk = 0; walk < 2; walk++) {
                ComparedIds.Walk each = compared.walk();
                for (UUID id : asked) {
                    assertThat(each.contains(id)).as("seed %d, %s", SEED, id).isEqualTo(added.contains(id));
                    assertThat(each.contains(id)).as("asked again").isEqualTo(added.contains(id));
                }
            }
        }
    }

    @Test
    void knowsNothingWhereNothingWasAdded() {
        try (var compared = new ComparedIds()) {
            assertThat(compared.walk().contains(new UUID(0, 0))).isFalse();
        }
    }
}
