package dev.tidegate.validator.follow;

import dev.tidegate.validator.difference.Subject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Subjects that changed several times before both ends agreed. A document that goes from A to B and back agrees with the
 * row that still holds the first A, while B is under way and the second A is lost: once a later fence is passed, a last
 * look tells. They do not hold back what is verified; when this process ends before, their changes are told again.
 */
final class LastLooks {
    private final Map<Subject, LastLook> looks = new LinkedHashMap<>();

    /**
     * @param generation the fence that is to be passed before
     * @param resumeFrom where its changes began
     */
    record LastLook(Subject subject, long generation, long resumeFrom) {}

    /** One behind a later fence tells as much as an earlier one. */
    void add(LastLook look) {
        looks.put(look.subject(), look);
    }

    int size() {
        return looks.size();
    }

    /** The last fence that one of them waits for; 0 for none. */
    long awaitedFence() {
        return looks.values().stream().mapToLong(LastLook::generation).max().orElse(0);
    }

    OptionalLong resumeFrom() {
        return looks.values().stream().mapToLong(LastLook::resumeFrom).reduce(ClusterTime::earlier);
    }

    /** Those whose fence is passed. */
    List<LastLook> take(long passedGeneration) {
        List<LastLook> taken = looks.values().stream()
                .filter(look -> look.generation() <= passedGeneration)
                .toList();
        taken.forEach(look -> looks.remove(look.subject()));
        return taken;
    }
}
