package dev.tidegate.validator.compare;

import dev.tidegate.validator.document.Verdict;
import dev.tidegate.validator.document.Verdict.Expectation;
import dev.tidegate.validator.evidence.DeadLetterRow;
import dev.tidegate.validator.evidence.Evidence;
import dev.tidegate.validator.result.RowCount.Account;
import dev.tidegate.validator.result.Tally;
import dev.tidegate.validator.result.Tally.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What documents of one collection add to the counts of its entity's and its children's tables. */
final class Tallies {
    private final String entity;
    private final List<String> children;
    private final Tally rowOfDocument;

    Tallies(String entity, List<String> children) {
        this.entity = entity;
        this.children = List.copyOf(children);
        this.rowOfDocument = Tally.of(entity, 1, 1);
    }

    /** @param untried refused rows that could not be tried */
    Tally of(Verdict verdict, Evidence evidence, long untried) {
        boolean isPlain = evidence.row().isPresent() && evidence.deadLetter().isEmpty();
        if (isPlain && children.isEmpty()) {
            return rowOfDocument;
        }
        var entries = new ArrayList<Entry>();
        entries.add(new Entry(entity, 1, evidence.row().isPresent() ? 1 : 0, accounted(evidence)));
        Optional<DeadLetterRow> refusal = evidence.deadLetter().filter(DeadLetterRow::isRefusal);
        boolean isGood = evidence.deadLetter().isEmpty() || refusal.isPresent();
        for (String child : children) {
            long expected = verdict instanceof Expectation good && isGood
                    ? good.children().getOrDefault(child, List.of()).size()
                    : 0;
            entries.add(
                    refusal.isPresent()
                            ? refused(child, expected, evidence, refusal.get())
                            : child(child, expected, evidence));
        }
        if (untried > 0) {
            entries.add(new Entry(entity, 0, 0, Map.of(Account.UNTRIED_REFUSAL, untried)));
        }
        return new Tally(entries);
    }

    Tally ofAbsent(Evidence evidence, long untried) {
        var entries = new ArrayList<Entry>();
        entries.add(absent(entity, evidence.row().isPresent() ? 1 : 0, evidence));
        children.forEach(
                child -> entries.add(absent(child, evidence.children(child).size(), evidence)));
        if (untried > 0) {
            entries.add(new Entry(entity, 0, 0, Map.of(Account.UNTRIED_REFUSAL, untried)));
        }
        return new Tally(entries);
    }

    private static Entry absent(String table, long found, Evidence evidence) {
        return new Entry(table, 0, found, undeleted(table, evidence.deadLetter()));
    }

    private Map<Account, Long> accounted(Evidence evidence) {
        if (evidence.deadLetter().isEmpty()) {
            return Map.of();
        }
        DeadLetterRow letter = evidence.deadLetter().get();
        if (evidence.row().isEmpty()) {
            return Map.of(Account.DEAD_LETTER, 1L);
        }
        boolean isTaken = letter.isRefusal()
                && letter.refused().stream().noneMatch(row -> row.table().equals(entity));
        if (isTaken) {
            return Map.of(Account.DEAD_LETTER, 1L, Account.TAKEN_ROW, 1L);
        }
        return letter.stale()
                ? Map.of(Account.DEAD_LETTER, 1L, Account.STALE_ROW, 1L)
                : Map.of(Account.DEAD_LETTER, 1L);
    }

    private static Entry refused(String table, long expected, Evidence evidence, DeadLetterRow letter) {
        return new Entry(
                table,
                expected - letter.lacking(table),
                evidence.children(table).size(),
                undeleted(table, evidence.deadLetter()));
    }

    private static Map<Account, Long> undeleted(String table, Optional<DeadLetterRow> letter) {
        long undeleted = letter.filter(DeadLetterRow::isRefusal)
                .map(refusal -> refusal.undeleted(table))
                .orElse(0L);
        return undeleted == 0 ? Map.of() : Map.of(Account.UNDELETED_ROW, undeleted);
    }

    private static Entry child(String table, long expected, Evidence evidence) {
        long found = evidence.children(table).size();
        boolean isStale =
                evidence.deadLetter().filter(DeadLetterRow::leavesRows).isPresent();
        return new Entry(table, expected, found, isStale ? Map.of(Account.STALE_ROW, found) : Map.of());
    }
}
