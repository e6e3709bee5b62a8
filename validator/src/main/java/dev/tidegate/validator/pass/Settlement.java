package dev.tidegate.validator.pass;

import dev.tidegate.validator.compare.Checked;
import dev.tidegate.validator.compare.SourceVersion;
import dev.tidegate.validator.compare.SubjectChecks;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.pipeline.Fences;
import dev.tidegate.validator.result.Settling;
import dev.tidegate.validator.result.Tally;
import dev.tidegate.validator.result.Totals;
import dev.tidegate.validator.target.TargetReaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/**
 * Looks again at what differed, in generations. A subject differs for good when it was read, the pipeline then passed a
 * fence behind that moment, and it was read again with neither end changed and the same difference: whatever was on its way
 * at the first look has arrived. One that keeps changing also agrees when its rows hold one of the versions that were read
 * before. For one thread.
 */
public final class Settlement {
    private static final int AT_ONCE = 500;
    private static final int VERSIONS_KEPT = 4;
    private static final int GENERATIONS_AT_MOST = 30;
    /** Versions are kept of no more documents than this, so that memory is bounded. */
    private static final int RESTLESS_AT_MOST = 1_000;

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final SubjectChecks checks;
    private final Fences fences;
    private final BiConsumer<Integer, Long> listener;

    /** @param listener told each generation's number, and how many are undecided before it */
    public Settlement(SubjectChecks checks, Fences fences, BiConsumer<Integer, Long> listener) {
        this.checks = checks;
        this.fences = fences;
        this.listener = listener;
    }

    private static final class Case {
        private final List<SourceVersion> versions = new ArrayList<>(0);
        private Suspect last;

        private Case(Suspect suspect) {
            this.last = suspect;
        }
    }

    /** Told of every subject that differs, once. */
    public interface Verdicts {
        /** For good. */
        void differs(Checked checked);

        /** It differed when patience ended, or never rested. */
        void undecided(Checked checked);
    }

    /** @param totals corrected by what changed since a suspect was counted */
    public Settling settle(TargetReaders target, Map<Subject, Suspect> suspects, Totals totals, Verdicts verdicts) {
        var open = new Open(suspects);
        var counting = new Counting(verdicts);
        int generation = 0;
        boolean isPassed = true;
        while (!open.cases.isEmpty() && isPassed && generation < GENERATIONS_AT_MOST) {
            listener.accept(generation + 1, (long) open.cases.size());
            isPassed = fences.await();
            generation++;
            lookAgain(target, open, totals, counting, isPassed);
            if (!open.cases.isEmpty()) {
                LockSupport.parkNanos(Math.min(LONGEST_PAUSE_NANOS, PAUSE.toNanos() * generation));
            }
        }
        lastLook(target, open, totals, counting);
        long subjects = open.seen.size() - counting.ledBack;
        long agreed = subjects - counting.differing - counting.undecided;
        return new Settling(subjects, agreed, generation, counting.undecided);
    }

    /** What is not settled yet, and all that ever was. */
    private static final class Open {
        private final Map<Subject, Case> cases = new LinkedHashMap<>();
        private final Set<Subject> seen = new HashSet<>();

        private Open(Map<Subject, Suspect> suspects) {
            suspects.values().forEach(this::add);
        }

        private void add(Suspect suspect) {
            if (seen.add(suspect.subject())) {
                cases.put(suspect.subject(), new Case(suspect));
            }
        }
    }

    private static final class Counting implements Verdicts {
        private final Verdicts verdicts;
        private long differing;
        private long undecided;
        private long ledBack;

        private Counting(Verdicts verdicts) {
            this.verdicts = verdicts;
        }

        @Override
        public void differs(Checked checked) {
            differing++;
            verdicts.differs(checked);
        }

        @Override
        public void undecided(Checked checked) {
            undecided++;
            verdicts.undecided(checked);
        }
    }

    /** What is still open is told of as it is now. */
    private void lastLook(TargetReaders target, Open open, Totals totals, Counting counting) {
        while (!open.cases.isEmpty()) {
            inBatches(target, open, counting, (checked, known) -> {
                count(checked, known, totals);
                open.cases.remove(checked.subject());
                if (!checked.agrees()) {
                    counting.undecided(checked);
                }
            });
        }
    }

    private void lookAgain(TargetReaders target, Open open, Totals totals, Counting counting, boolean isPassed) {
        inBatches(target, open, counting, (checked, known) -> {
            boolean isSame = known.last.fingerprint() == Suspect.fingerprint(checked);
            count(checked, known, totals);
            if (checked.agrees()) {
                open.cases.remove(checked.subject());
            } else if (isPassed && isSame) {
                open.cases.remove(checked.subject());
                counting.differs(checked);
            } else if (open.cases.size() <= RESTLESS_AT_MOST) {
                remember(known, checked);
            }
        });
    }

    private void inBatches(TargetReaders target, Open open, Counting counting, BiConsumer<Checked, Case> outcomes) {
        List<Subject> all = List.copyOf(open.cases.keySet());
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<Checked> batch = look(target, all.subList(from, Math.min(all.size(), from + AT_ONCE)), open.cases);
            batch.forEach(checked -> outcomes.accept(checked, open.cases.get(checked.subject())));
            leadBack(target, batch, open, counting);
        }
    }

    /** A row agrees also when its document can be told by now: then that one has to. */
    private void leadBack(TargetReaders target, List<Checked> batch, Open open, Counting counting) {
        List<Subject> agreed =
                batch.stream().filter(Checked::agrees).map(Checked::subject).toList();
        for (Subject.Document document : checks.documents(target, agreed).values()) {
            counting.ledBack++;
            open.add(new Suspect(document, Optional.of(Tally.NOTHING), 0));
        }
        target.endRead();
    }

    private List<Checked> look(TargetReaders target, List<Subject> batch, Map<Subject, Case> open) {
        Map<Subject, List<SourceVersion>> versions = new HashMap<>();
        batch.forEach(subject -> versions.put(subject, open.get(subject).versions));
        List<Checked> checked = checks.check(target, batch, versions);
        target.endRead();
        return checked;
    }

    private static void count(Checked checked, Case known, Totals totals) {
        known.last.counted().ifPresent(before -> {
            totals.subtract(before);
            totals.add(checked.tally());
        });
        known.last = known.last.lookedAtAgain(checked);
    }

    private static void remember(Case known, Checked checked) {
        checked.version().ifPresent(version -> {
            if (known.versions.size() == VERSIONS_KEPT) {
                known.versions.remove(0);
            }
            known.versions.add(version);
        });
    }
}
