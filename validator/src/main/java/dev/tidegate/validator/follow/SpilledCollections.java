package dev.tidegate.validator.follow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Collections whose changes are not known one by one, with the oldest of them, until a pass has compared all. */
final class SpilledCollections {
    private final Map<String, Long> waiting = new LinkedHashMap<>();
    private final Map<String, Long> passing = new LinkedHashMap<>();

    /** Only a pass that begins from now on helps. */
    void spill(String collection, long oldest) {
        waiting.merge(collection, oldest, ClusterTime::earlier);
    }

    Set<String> waiting() {
        return waiting.keySet();
    }

    void passBegins(String collection) {
        Long oldest = waiting.remove(collection);
        if (oldest != null) {
            passing.merge(collection, oldest, ClusterTime::earlier);
        }
    }

    /** The oldest change that the pass under way must find verified; {@code otherwise} where there is none. */
    long oldestPassing(String collection, long otherwise) {
        return passing.getOrDefault(collection, otherwise);
    }

    void passed(String collection) {
        passing.remove(collection);
    }

    OptionalLong oldest() {
        OptionalLong oldest = OptionalLong.empty();
        for (Map<String, Long> some : List.of(waiting, passing)) {
            for (long time : some.values()) {
                oldest = OptionalLong.of(oldest.isPresent() ? ClusterTime.earlier(oldest.getAsLong(), time) : time);
            }
        }
        return oldest;
    }
}
