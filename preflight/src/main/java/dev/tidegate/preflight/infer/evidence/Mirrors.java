package dev.tidegate.preflight.infer.evidence;

import dev.tidegate.validator.sort.Fact;
import dev.tidegate.validator.sort.SortedFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Arrays of ids that hold the same edges from both ends: each edge of every array is brought together with those of the
 * arrays that lead back.
 */
public final class Mirrors {
    /** Of the smaller array's edges. Less may be coincidence. */
    private static final double SHARED_EDGES = 0.1;

    private static final double TIMES_COINCIDENCE = 5;

    /**
     * An array of ids.
     *
     * @param places the numbers of its places: the list's elements, and single values in its stead
     * @param owner the collection that holds it, by number
     * @param target the collection that it refers to
     */
    public record IdArray(Set<Integer> places, int owner, int target) {}

    /** Two arrays that hold the same edges; one array twice where it is its own mirror. */
    public record Mirror(IdArray one, IdArray other, long shared, long ofOne, long ofOther) {}

    private final List<IdArray> arrays;
    private final Map<Integer, Integer> byPlace = new HashMap<>();
    private final long[] edges;
    private final Map<List<Integer>, Long> overlaps = new HashMap<>();

    private Mirrors(List<IdArray> arrays) {
        this.arrays = arrays;
        this.edges = new long[arrays.size()];
        for (int number = 0; number < arrays.size(); number++) {
            for (int place : arrays.get(number).places()) {
                byPlace.put(place, number);
            }
        }
    }

    /** @param documents of each collection, by number */
    public static List<Mirror> find(IdFacts facts, List<IdArray> arrays, List<Long> documents) {
        Mirrors mirrors = new Mirrors(arrays);
        try (SortedFacts sorted = new SortedFacts()) {
            facts.forEachEdge((place, value, holder) -> mirrors.add(place, value, holder, sorted));
            mirrors.count(sorted.sorted());
        }
        return mirrors.best(documents);
    }

    /** Each edge twice: as it is held, and as the other end would hold it. */
    private void add(int place, UUID value, UUID holder, SortedFacts sorted) {
        Integer number = byPlace.get(place);
        if (number != null) {
            sorted.add(new Fact(0, holder, value, 2 * number));
            sorted.add(new Fact(0, value, holder, 2 * number + 1));
        }
    }

    private void count(Iterator<Fact> sorted) {
        Fact last = null;
        Set<Integer> tags = new HashSet<>();
        while (sorted.hasNext()) {
            Fact fact = sorted.next();
            if (last != null
                    && !(last.subject().equals(fact.subject()) && last.object().equals(fact.object()))) {
                edge(tags);
                tags.clear();
            }
            tags.add(fact.tag());
            last = fact;
        }
        edge(tags);
    }

    private void edge(Set<Integer> tags) {
        for (int held : tags) {
            if (held % 2 == 0) {
                int number = held / 2;
                edges[number]++;
                for (int other : tags) {
                    if (other % 2 == 1 && leadsBack(arrays.get(number), arrays.get(other / 2))) {
                        overlaps.merge(List.of(number, other / 2), 1L, Long::sum);
                    }
                }
            }
        }
    }

    private static boolean leadsBack(IdArray one, IdArray other) {
        return one.owner() == other.target() && one.target() == other.owner();
    }

    private List<Mirror> best(List<Long> documents) {
        List<Map.Entry<List<Integer>, Long>> byOverlap = new ArrayList<>(overlaps.entrySet());
        byOverlap.sort(Map.Entry.<List<Integer>, Long>comparingByValue().reversed());
        Set<Integer> taken = new HashSet<>();
        List<Mirror> mirrors = new ArrayList<>();
        for (var entry : byOverlap) {
            int one = entry.getKey().get(0);
            int other = entry.getKey().get(1);
            if (!taken.contains(one)
                    && !taken.contains(other)
                    && isNoCoincidence(one, other, entry.getValue(), documents)) {
                taken.add(one);
                taken.add(other);
                mirrors.add(new Mirror(arrays.get(one), arrays.get(other), entry.getValue(), edges[one], edges[other]));
            }
        }
        return mirrors;
    }

    private boolean isNoCoincidence(int one, int other, long shared, List<Long> documents) {
        double pairs = (double) documents.get(arrays.get(one).owner())
                * documents.get(arrays.get(other).owner());
        double expected = edges[one] * (double) edges[other] / Math.max(1, pairs);
        return shared >= SHARED_EDGES * Math.min(edges[one], edges[other])
                && (one == other
                        ? shared > 0.5 * edges[one]
                        : shared > TIMES_COINCIDENCE * expected || isFull(one, other, shared));
    }

    /** Where everybody is connected with everybody, all is coincidence, and the edges are the same all the same. */
    private boolean isFull(int one, int other, long shared) {
        return shared >= 0.9 * Math.max(edges[one], edges[other]);
    }
}
