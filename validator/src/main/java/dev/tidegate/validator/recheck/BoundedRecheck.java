package dev.tidegate.validator.recheck;

import dev.tidegate.validator.compare.Comparison;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.pipeline.AwaitedFences;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Rechecks what differed once, while writers continue, until all of it is decided or patience ends. For one thread. */
public final class BoundedRecheck {
    private static final int GENERATIONS_AT_MOST = 30;
    private static final int AT_ONCE = 500;

    private final Ends ends;
    private final AwaitedFences fences;
    private final RecheckOutcomes outcomes;
    private final PendingSubjects pending = new PendingSubjects();
    private final Recheck recheck;

    public BoundedRecheck(Ends ends, AwaitedFences fences, RecheckOutcomes outcomes) {
        this.ends = ends;
        this.fences = fences;
        this.outcomes = outcomes;
        this.recheck = new Recheck(pending, ends, fences.fences(), outcomes, Optional.empty());
    }

    public void add(Subject subject) {
        pending.at(subject).since(0, fences.fences().next());
    }

    /** @param signature of how it differed a moment ago */
    public void add(Subject subject, long signature) {
        add(subject);
        pending.at(subject).differed(signature, fences.fences().next(), System.nanoTime());
    }

    /**
     * @param listener gets each generation's number, and how many are undecided before it
     * @param undecided gets what differed when patience ended, or never was unchanged for long enough
     * @return how many generations there were
     */
    public int run(BiConsumer<Integer, Long> listener, Consumer<Comparison> undecided) {
        int generation = 0;
        boolean isPassed = true;
        while (isPassed && pending.size() > 0 && generation < GENERATIONS_AT_MOST) {
            generation++;
            listener.accept(generation, (long) pending.size());
            isPassed = fences.await(this::check);
            check();
        }
        rest(undecided);
        return generation;
    }

    private void check() {
        while (recheck.run(System.nanoTime()) > 0) {
            // The next of those that are due.
        }
    }

    private void rest(Consumer<Comparison> undecided) {
        while (pending.size() > 0) {
            List<Subject> some = pending.all().stream()
                    .limit(AT_ONCE)
                    .map(PendingSubject::subject)
                    .toList();
            for (Comparison checked : ends.check(some, Map.of())) {
                pending.remove(checked.subject());
                outcomes.compared(checked);
                if (checked.agrees()) {
                    outcomes.agrees(checked.subject());
                } else {
                    undecided.accept(checked);
                }
            }
        }
    }
}
