package dev.tidegate.operate.verify;

import dev.tidegate.validator.source.ClusterTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;

/** Collections whose changes are not known one by one, with the oldest of them, until a pass has compared all. */
final class SpilledCollections {
    private final List<Waiting> waiting = new ArrayList<>();
    private final Map<String, Long> passing = new HashMap<>();

    private record Waiting(String collection, long oldest, long generation) {}

    /**
     * Only a pass that begins from now on helps.
     *
     * @param generation of the fence to be passed before: what has changed to and fro agrees too early
     */
    void spill(String collection, long oldest, long generation) {
        long all = oldest;
        for (Waiting each : List.copyOf(waiting)) {
            if (each.collection().equals(collection) && each.generation() == generation) {
                all = ClusterTime.earlier(all, each.oldest());
                waiting.remove(each);
            }
        }
        waiting.add(new Waiting(collection, all, generation));
    }

    /** The last fence that one of them waits for; 0 for none. */
    long awaitedFence() {
        return waiting.stream().mapToLong(Waiting::generation).max().orElse(0);
    }

    Set<String> behind(long passedGeneration) {
        Set<String> behind = new LinkedHashSet<>();
        waiting.stream()
                .filter(each -> each.generation() <= passedGeneration)
                .forEach(each -> behind.add(each.collection()));
        return behind;
    }

    void passBegins(String collection, long passedGeneration) {
        waiting.removeIf(each -> {
            boolean isPassing = each.collection().equals(collection) && each.generation() <= passedGeneration;
            if (isPassing) {
                passing.merge(collection, each.oldest(), ClusterTime::earlier);
            }
            return isPassing;
        });
    }

    /** The oldest change that the pass under way must find verified; {@code otherwise} where there is none. */
    long oldestPassing(String collection, long otherwise) {
        return passing.getOrDefault(collection, otherwise);
    }

    void passed(String collection) {
        passing.remove(collection);
    }

    OptionalLong oldest() {
        return LongStream.concat(
                        waiting.stream().mapToLong(Waiting::oldest),
                        passing.values().stream().mapToLong(Long::longValue))
                .reduce(ClusterTime::earlier);
    }
}
