package dev.tidegate.validator.pass;

import dev.tidegate.validator.compare.Checked;
import dev.tidegate.validator.compare.SourceVersion;
import dev.tidegate.validator.compare.SubjectChecks;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.result.Settling;
import dev.tidegate.validator.result.Totals;
import dev.tidegate.validator.target.TargetConnection;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** @param differing for good @param undecided what differed when patience ended */
    public record Outcome(List<Checked> differing, List<Checked> undecided, Settling settling) {
        public List<Difference> differences() {
            var all = new ArrayList<Difference>();
            differing.forEach(checked -> all.addAll(checked.differences()));
            undecided.forEach(checked -> all.addAll(checked.differences()));
            return all;
        }
    }

    private static final class Case {
        private final List<SourceVersion> versions = new ArrayList<>();
        private Suspect last;
        private Optional<Checked> checked = Optional.empty();

        private Case(Suspect suspect) {
            this.last = suspect;
            suspect.version().ifPresent(versions::add);
        }
    }

    /** @param totals corrected by what changed since a suspect was counted */
    public Outcome settle(Connection connection, Map<Subject, Suspect> suspects, Totals totals) {
        Map<Subject, Case> open = new LinkedHashMap<>();
        suspects.forEach((subject, suspect) -> open.put(subject, new Case(suspect)));
        var differing = new ArrayList<Checked>();
        int generation = 0;
        while (!open.isEmpty() && generation < GENERATIONS_AT_MOST) {
            listener.accept(generation + 1, (long) open.size());
            boolean isPassed = fences.await();
            generation++;
            lookAgain(connection, open, totals, differing, isPassed);
            if (!isPassed) {
                break;
            }
            LockSupport.parkNanos(Math.min(LONGEST_PAUSE_NANOS, PAUSE.toNanos() * generation));
        }
        List<Checked> undecided =
                open.values().stream().flatMap(each -> each.checked.stream()).toList();
        long agreed = suspects.size() - differing.size() - undecided.size();
        return new Outcome(
                List.copyOf(differing), undecided, new Settling(suspects.size(), agreed, generation, undecided.size()));
    }

    private void lookAgain(
            Connection connection, Map<Subject, Case> open, Totals totals, List<Checked> differing, boolean isPassed) {
        var batch = new ArrayList<Subject>(AT_ONCE);
        for (Subject subject : List.copyOf(open.keySet())) {
            batch.add(subject);
            if (batch.size() == AT_ONCE) {
                lookAgain(connection, batch, open, totals, differing, isPassed);
                batch.clear();
            }
        }
        lookAgain(connection, batch, open, totals, differing, isPassed);
    }

    private void lookAgain(
            Connection connection,
            List<Subject> batch,
            Map<Subject, Case> open,
            Totals totals,
            List<Checked> differing,
            boolean isPassed) {
        Map<Subject, List<SourceVersion>> versions = new HashMap<>();
        batch.forEach(subject -> versions.put(subject, open.get(subject).versions));
        List<Checked> results = checks.check(connection, batch, versions);
        TargetConnection.endRead(connection);
        for (Checked checked : results) {
            Case known = open.get(checked.subject());
            totals.subtract(known.last.counted());
            totals.add(checked.tally());
            if (checked.agrees()) {
                open.remove(checked.subject());
            } else if (isPassed && isSame(known.last, checked)) {
                open.remove(checked.subject());
                differing.add(checked);
            } else {
                known.last = Suspect.of(checked);
                known.checked = Optional.of(checked);
                remember(known, checked);
            }
        }
    }

    private static boolean isSame(Suspect before, Checked now) {
        return before.fingerprint() == now.fingerprint() && before.differences().equals(now.differences());
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
