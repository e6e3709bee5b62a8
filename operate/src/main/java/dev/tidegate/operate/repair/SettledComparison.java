package dev.tidegate.operate.repair;

import dev.tidegate.validator.PointComparison;
import dev.tidegate.validator.compare.Checked;
import dev.tidegate.validator.compare.SourceVersion;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.pipeline.Pipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Compares single documents and edges while writers go on: what differs is looked at again once the pipeline has passed
 * that point, until it agrees or stays the same.
 */
final class SettledComparison {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int LOOKS = 10;
    private static final int AT_ONCE = 500;

    private final PointComparison comparison;
    private final Pipeline pipeline;
    private final Duration patience;

    SettledComparison(PointComparison comparison, Pipeline pipeline, Duration patience) {
        this.comparison = comparison;
        this.pipeline = pipeline;
        this.patience = patience;
    }

    /** Those that differ for good, or still when patience ends. */
    List<Checked> differing(Collection<? extends Subject> subjects) {
        Map<Subject, List<SourceVersion>> versions = new HashMap<>();
        Map<Subject, Checked> open = check(List.copyOf(subjects), versions);
        List<Checked> differing = new ArrayList<>();
        for (int look = 0; look < LOOKS && !open.isEmpty(); look++) {
            boolean isPassed = awaitPassed();
            Map<Subject, Checked> before = open;
            open = check(List.copyOf(before.keySet()), versions);
            if (isPassed) {
                open.values().removeIf(now -> {
                    boolean isSame = before.get(now.subject()).fingerprint() == now.fingerprint();
                    return isSame && differing.add(now);
                });
            }
        }
        differing.addAll(open.values());
        return differing;
    }

    /** What differs; a document that changes meanwhile agrees with any of its versions that were seen. */
    private Map<Subject, Checked> check(List<Subject> subjects, Map<Subject, List<SourceVersion>> versions) {
        Map<Subject, Checked> differing = new LinkedHashMap<>();
        for (int from = 0; from < subjects.size(); from += AT_ONCE) {
            List<Subject> some = subjects.subList(from, Math.min(subjects.size(), from + AT_ONCE));
            for (Checked checked : comparison.check(some, versions)) {
                if (!checked.agrees()) {
                    differing.put(checked.subject(), checked);
                    checked.version()
                            .ifPresent(
                                    version -> versions.computeIfAbsent(checked.subject(), subject -> new ArrayList<>())
                                            .add(version));
                }
            }
        }
        return differing;
    }

    private boolean awaitPassed() {
        Pipeline.Fence fence = pipeline.fence();
        long deadline = System.nanoTime() + patience.toNanos();
        while (!fence.isPassed()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return true;
    }
}
