package dev.tidegate.validator.pass;

import dev.tidegate.validator.compare.Comparison;
import dev.tidegate.validator.compare.SourceVersion;
import dev.tidegate.validator.compare.SubjectChecks;
import dev.tidegate.validator.compare.SubjectChecks.Comparisons;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.pipeline.AwaitedFences;
import dev.tidegate.validator.recheck.BoundedRecheck;
import dev.tidegate.validator.recheck.RecheckOutcomes;
import dev.tidegate.validator.result.Settling;
import dev.tidegate.validator.result.Tally;
import dev.tidegate.validator.result.Totals;
import dev.tidegate.validator.target.TargetReaders;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Rechecks what differed in a pass, and corrects what the pass had counted of it. For one thread, once. */
public final class Settlement implements RecheckOutcomes {
    private final SubjectChecks checks;
    private final TargetReaders target;
    private final Totals totals;
    private final Findings findings;
    private final Map<Subject, Optional<Tally>> counted = new HashMap<>();
    private final BoundedRecheck recheck;
    private long differing;
    private long undecided;
    private long resolved;

    /** @param totals corrected by what changed since a suspect was counted */
    public Settlement(
            SubjectChecks checks, TargetReaders target, AwaitedFences fences, Totals totals, Findings findings) {
        this.checks = checks;
        this.target = target;
        this.totals = totals;
        this.findings = findings;
        this.recheck = new BoundedRecheck(this::compare, fences, this);
    }

    /** Gets every subject that differs, once. */
    public interface Findings {
        /** For certain. */
        void differs(Comparison checked);

        /** It differed when patience ended, or was never unchanged for long enough. */
        void undecided(Comparison checked);
    }

    /** @param listener gets each generation's number, and how many are undecided before it */
    public Settling settle(Collection<Suspect> suspects, BiConsumer<Integer, Long> listener) {
        for (Suspect suspect : suspects) {
            counted.put(suspect.subject(), suspect.counted());
            recheck.add(suspect.subject(), suspect.signature());
        }
        int generations = recheck.run(listener, checked -> {
            undecided++;
            findings.undecided(checked);
        });
        long subjects = counted.size() - resolved;
        return new Settling(subjects, subjects - differing - undecided, generations, undecided);
    }

    private Comparisons compare(
            Collection<? extends Subject> subjects,
            Map<Subject, List<SourceVersion>> versions,
            Set<Subject.Document> edgesOf) {
        Comparisons comparisons = checks.compare(target, subjects, versions, edgesOf);
        resolve(comparisons.subjects().stream()
                .filter(Comparison::agrees)
                .map(Comparison::subject)
                .toList());
        target.endRead();
        return comparisons;
    }

    /** A row agrees also when its document is known by now: then that one must agree. */
    private void resolve(List<Subject> agreed) {
        for (Subject.Document document : checks.documents(target, agreed).values()) {
            resolved++;
            if (counted.putIfAbsent(document, Optional.of(Tally.NOTHING)) == null) {
                recheck.add(document);
            }
        }
    }

    @Override
    public void compared(Comparison checked) {
        counted.computeIfPresent(
                checked.subject(),
                (subject, before) -> before.map(tally -> {
                    totals.subtract(tally);
                    totals.add(checked.tally());
                    return checked.tally();
                }));
    }

    @Override
    public void agrees(Subject subject) {
        // Counted as compared.
    }

    @Override
    public void differs(Comparison checked, long now) {
        differing++;
        findings.differs(checked);
    }
}
