package dev.tidegate.workload;

import java.util.LinkedHashMap;
import java.util.Map;

/** How many documents each collection gets: catalogues stay small, the rest grows in proportion. */
public final class CollectionCounts {
    /** The share of the one collection that takes what is left. */
    public static final int FILLED_UP = 0;

    private CollectionCounts() {}

    /**
     * @param shares in the order of loading. Above zero: documents at most. Below zero: documents per thousand, negated
     * @throws IllegalArgumentException when there are fewer documents than collections
     */
    public static Map<String, Integer> of(int documents, Map<String, Integer> shares) {
        if (documents < shares.size()) {
            throw new IllegalArgumentException("at least " + shares.size()
                    + " documents are needed, one for each collection; asked for: " + documents);
        }
        var counts = new LinkedHashMap<String, Integer>();
        shares.forEach((collection, share) -> counts.put(collection, 1 + count(share, documents - shares.size())));
        int left =
                documents - counts.values().stream().mapToInt(Integer::intValue).sum();
        counts.replaceAll((collection, count) -> shares.get(collection) == FILLED_UP ? count + left : count);
        return java.util.Collections.unmodifiableMap(counts);
    }

    private static int count(int share, int more) {
        return share > 0 ? Math.min(share - 1, more / 200) : (int) ((long) -share * more / 1000);
    }
}
