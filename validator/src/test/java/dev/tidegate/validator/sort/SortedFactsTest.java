package dev.tidegate.validator.sort;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SortedFactsTest {
    private static final long SEED = Long.getLong("tidegate.seed", 1L);

    @Test
    void givesAllFactsInOrderAndEachOnce() {
        Random random = new Random(SEED);
        TreeSet<Fact> expected = new TreeSet<>();
        List<Fact> found = new ArrayList<>();
        try (SortedFacts facts = new SortedFacts(10, 3)) {
            for (int i = 0; i < 2_000; i++) {
                Fact fact = new Fact(
                        random.nextInt(3),
                        new UUID(random.nextInt(9) - 4, 0),
                        random.nextInt(5) == 0 ? Fact.NOBODY : new UUID(random.nextLong(), random.nextInt(2)),
                        random.nextInt(3) - 1);
                facts.add(fact);
                expected.add(fact);
                if (random.nextBoolean()) {
                    facts.add(fact);
                }
            }
            facts.sorted().next();
            facts.sorted().forEachRemaining(found::add);
        }
        assertThat(found).as("seed %d", SEED).isEqualTo(List.copyOf(expected));
    }

    @Test
    void leavesNoFilesBehind() throws Exception {
        long before = files();
        try (SortedFacts facts = new SortedFacts(10, 3)) {
            for (int i = 0; i < 500; i++) {
                facts.add(new Fact(0, new UUID(i, 0), Fact.NOBODY, 0));
            }
            facts.sorted().next();
            assertThat(files()).as("the process may be killed here").isEqualTo(before);
        }
        assertThat(files()).isEqualTo(before);
    }

    private static long files() throws Exception {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("tidegate-sort"))
                    .count();
        }
    }
}
