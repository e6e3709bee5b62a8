package dev.tidegate.operate.repair;

import dev.tidegate.validator.PointComparison;
import dev.tidegate.validator.compare.Comparison;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.pipeline.AwaitedFences;
import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.recheck.BoundedRecheck;
import dev.tidegate.validator.recheck.RecheckOutcomes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Compares single documents and edges while the application writes, and rechecks what differs. */
record SettledComparison(PointComparison comparison, Pipeline pipeline, Duration patience) {
    private static final int AT_ONCE = 500;

    /** Those that differ for certain, or still when patience ends. */
    List<Comparison> differing(Collection<? extends Subject> subjects) {
        var differing = new Differing(new ArrayList<>());
        var recheck = new BoundedRecheck(comparison, new AwaitedFences(pipeline, patience), differing);
        List<Subject> all = List.copyOf(subjects);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<Subject> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            comparison.check(some, Map.of()).stream()
                    .filter(checked -> !checked.agrees())
                    .forEach(checked -> recheck.add(checked.subject(), checked.signature()));
        }
        recheck.run((generation, undecided) -> {}, differing.all()::add);
        return differing.all();
    }

    private record Differing(List<Comparison> all) implements RecheckOutcomes {
        @Override
        public void agrees(Subject subject) {
            // Nothing is left to do.
        }

        @Override
        public void differs(Comparison checked, long now) {
            all.add(checked);
        }
    }
}
