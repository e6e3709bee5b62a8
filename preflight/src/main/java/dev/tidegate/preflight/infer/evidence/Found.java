package dev.tidegate.preflight.infer.evidence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the values of one place were found among ids. Counted are values by document, each once a document, and different
 * values.
 */
public final class Found {
    private long values;
    private long different;
    /** By the collections, by number, that have a value, all of them. */
    private final Map<Set<Integer>, long[]> homes = new HashMap<>();

    /** @param isSecondReading of values that were added in their first */
    void add(Set<Integer> collections, long documents, boolean isSecondReading) {
        if (!isSecondReading) {
            values += documents;
            different++;
        }
        if (!collections.isEmpty()) {
            long[] counts = homes.computeIfAbsent(collections, any -> new long[2]);
            counts[0] += documents;
            counts[1]++;
        }
    }

    Found plus(Found other) {
        Found sum = new Found();
        for (Found each : List.of(this, other)) {
            sum.values += each.values;
            sum.different += each.different;
            each.homes.forEach((home, counts) -> {
                long[] summed = sum.homes.computeIfAbsent(home, any -> new long[2]);
                summed[0] += counts[0];
                summed[1] += counts[1];
            });
        }
        return sum;
    }

    public long values() {
        return values;
    }

    public long different() {
        return different;
    }

    /** The collections that have any of the values. */
    Set<Integer> collections() {
        Set<Integer> all = new HashSet<>();
        homes.keySet().forEach(all::addAll);
        return all;
    }

    /** Values that one of these collections has. */
    public long valuesIn(Collection<Integer> collections) {
        return sum(collections, 0);
    }

    long differentIn(Collection<Integer> collections) {
        return sum(collections, 1);
    }

    /** Values that this collection has and none of the others. */
    long valuesBeyond(int collection, Collection<Integer> others) {
        List<Integer> both = new ArrayList<>(others);
        both.add(collection);
        return valuesIn(both) - valuesIn(others);
    }

    private long sum(Collection<Integer> collections, int count) {
        return homes.entrySet().stream()
                .filter(home -> home.getKey().stream().anyMatch(collections::contains))
                .mapToLong(home -> home.getValue()[count])
                .sum();
    }
}
