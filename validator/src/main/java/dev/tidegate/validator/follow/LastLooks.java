package dev.tidegate.validator.follow;

import dev.tidegate.validator.difference.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Subjects that changed several times before both ends agreed. A document that goes from A to B and back agrees with the
 * row that still holds the first A, while B is under way and the second A is lost: once a later fence is passed, a last
 * look tells.
 */
final class LastLooks {
    private final Map<Subject, Long> generations = new LinkedHashMap<>();

    void add(Subject subject, long generation) {
        generations.put(subject, generation);
    }

    int size() {
        return generations.size();
    }

    /** The last fence that one of them waits for; 0 for none. */
    long awaitedFence() {
        return generations.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** Those whose fence is passed. */
    List<Subject> take(long passedGeneration) {
        List<Subject> taken = new ArrayList<>();
        generations.entrySet().removeIf(entry -> {
            boolean isDue = entry.getValue() <= passedGeneration;
            if (isDue) {
                taken.add(entry.getKey());
            }
            return isDue;
        });
        return taken;
    }
}
