package dev.tidegate.validator.edges;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SortedEdgesTest {
    private static final long SEED = 5;

    @Test
    void sortsMoreThanFitsInMemoryAndGivesDoublesOnce() {
        var random = new Random(SEED);
        var expected = new TreeSet<Edge>();
        try (var edges = new SortedEdges(100)) {
            for (int count = 0; count < 5_037; count++) {
                var edge = new Edge(random.nextInt(40) - 20, random.nextLong() % 3, random.nextInt(10), -count % 7);
                expected.add(edge);
                edges.add(edge);
            }

            assertThat(all(edges)).as("seed %d", SEED).containsExactlyElementsOf(expected);
            assertThat(all(edges)).as("read again").containsExactlyElementsOf(expected);
        }
    }

    @Test
    void nothingSortsToNothing() {
        try (var edges = new SortedEdges(1)) {
            assertThat(all(edges)).isEmpty();
        }
    }

    @Test
    void tellsIdsThatTheOthersLack() {
        var random = new Random(SEED);
        var lacking = new ArrayList<UUID>();
        var expected = new TreeSet<UUID>();
        try (var ids = new SortedIds();
                var others = new SortedIds()) {
            for (int count = 0; count < 1000; count++) {
                var id = new UUID(random.nextLong(), random.nextLong());
                ids.add(id);
                if (random.nextBoolean()) {
                    others.add(id);
                } else {
                    expected.add(id);
                }
                others.add(new UUID(random.nextLong(), random.nextLong()));
            }
            ids.without(others, lacking::add);
        }

        assertThat(lacking).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static ArrayList<Edge> all(SortedEdges edges) {
        var found = new ArrayList<Edge>();
        SortedEdges.Cursor cursor = edges.sorted();
        for (Edge edge = cursor.next(); edge != null; edge = cursor.next()) {
            found.add(edge);
        }
        return found;
    }
}
