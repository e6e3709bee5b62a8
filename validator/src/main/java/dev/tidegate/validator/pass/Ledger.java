package dev.tidegate.validator.pass;

import dev.tidegate.validator.compare.Comparison;
import dev.tidegate.validator.compare.Outcomes;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.result.Tally;
import dev.tidegate.validator.result.Totals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pass has counted so far, and what it has to recheck. Suspects are kept up to a bound; those beyond it are
 * counted as they were met, and not rechecked. For one thread at a time.
 */
public final class Ledger implements Outcomes {
    private static final int SUSPECTS_AT_MOST = 100_000;

    private final Totals totals = new Totals();
    private final Map<Subject, Suspect> suspects = new LinkedHashMap<>();
    private final List<Difference> beyond = new ArrayList<>();
    private final int suspectsAtMost;
    private final int keptBeyond;
    private long countBeyond;

    /** @param keptBeyond differences that are listed of suspects beyond the bound */
    public Ledger(int keptBeyond) {
        this(SUSPECTS_AT_MOST, keptBeyond);
    }

    Ledger(int suspectsAtMost, int keptBeyond) {
        this.suspectsAtMost = suspectsAtMost;
        this.keptBeyond = keptBeyond;
    }

    @Override
    public void agreed(Tally tally) {
        totals.add(tally);
    }

    @Override
    public void differs(Comparison checked) {
        Suspect known = suspects.get(checked.subject());
        if (known != null && checked.subject() instanceof Subject.Edge) {
            return; // met with its other end before
        }
        totals.add(checked.tally());
        if (known != null) {
            suspects.put(checked.subject(), known.and(checked.tally()));
        } else if (suspects.size() < suspectsAtMost) {
            suspects.put(checked.subject(), Suspect.of(checked));
        } else {
            beyond(checked);
        }
    }

    /** A document that the pass may have counted already: it has to be rechecked, and the counts stay. */
    public void differsUncounted(Comparison checked) {
        if (suspects.containsKey(checked.subject())) {
            return;
        }
        if (suspects.size() < suspectsAtMost) {
            suspects.put(checked.subject(), Suspect.uncounted(checked));
        } else {
            beyond(checked);
        }
    }

    private void beyond(Comparison checked) {
        countBeyond++;
        if (beyond.size() < keptBeyond) {
            beyond.addAll(checked.differences());
        }
    }

    /** Takes over what another has; an edge that both met counts once. */
    public void addAll(Ledger other) {
        totals.addAll(other.totals);
        other.suspects.forEach((subject, suspect) -> {
            if (!suspects.containsKey(subject)) {
                suspects.put(subject, suspect);
            } else if (subject instanceof Subject.Edge) {
                suspect.counted().ifPresent(totals::subtract);
            } else {
                suspects.put(
                        subject, suspects.get(subject).and(suspect.counted().orElse(Tally.NOTHING)));
            }
        });
        countBeyond += other.countBeyond;
        other.beyond.stream().limit(Math.max(0, keptBeyond - beyond.size())).forEach(beyond::add);
    }

    /** A suspect whose counts are in the totals already. */
    void restore(Suspect suspect) {
        suspects.put(suspect.subject(), suspect);
    }

    void restoreBeyond(long count) {
        countBeyond = count;
    }

    public Totals totals() {
        return totals;
    }

    public Map<Subject, Suspect> suspects() {
        return suspects;
    }

    /** Listed differences of subjects that were too many to be rechecked. */
    public List<Difference> beyond() {
        return List.copyOf(beyond);
    }

    public long countBeyond() {
        return countBeyond;
    }
}
