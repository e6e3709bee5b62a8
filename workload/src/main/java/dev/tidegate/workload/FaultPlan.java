package dev.tidegate.workload;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which documents of the first load are spoilt, and how: few, spread evenly, each kind at least once where it fits. */
public final class FaultPlan {
    private static final int DOCUMENTS_FOR_ONE_MORE = 3000;

    private final Map<String, Map<Integer, Fault>> byOrdinal = new HashMap<>();

    public FaultPlan(List<Fault> faults, Map<String, Integer> counts) {
        counts.forEach((collection, count) -> byOrdinal.put(
                collection,
                plan(
                        faults.stream()
                                .filter(fault -> fault.collection().equals(collection))
                                .toList(),
                        count)));
    }

    /** By ordinal. */
    public Map<Integer, Fault> of(String collection) {
        return byOrdinal.get(collection);
    }

    private static Map<Integer, Fault> plan(List<Fault> faults, int count) {
        int wanted = faults.size() * (1 + count / DOCUMENTS_FOR_ONE_MORE);
        var planned = new LinkedHashMap<Integer, Fault>();
        if (count < 2 * wanted) {
            return planned;
        }
        for (int nth = 0; nth < wanted; nth++) {
            planned.put((int) ((nth + 1L) * count / (wanted + 1)), faults.get(nth % faults.size()));
        }
        return planned;
    }
}
