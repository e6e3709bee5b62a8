package dev.tidegate.validator.compare;

import dev.tidegate.validator.actual.ActualRows;
import dev.tidegate.validator.actual.DeadLetterRow;
import dev.tidegate.validator.document.ExpectedRows;
import dev.tidegate.validator.document.ExpectedRows.Expectation;
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
    Tally of(ExpectedRows expectedRows, ActualRows actualRows, long untried) {
        boolean isPlain =
                actualRows.row().isPresent() && actualRows.deadLetter().isEmpty();
        if (isPlain && children.isEmpty()) {
            return rowOfDocument;
        }
        var entries = new ArrayList<Entry>();
        entries.add(new Entry(entity, 1, actualRows.row().isPresent() ? 1 : 0, accounted(actualRows)));
        Optional<DeadLetterRow> refusal = actualRows.deadLetter().filter(DeadLetterRow::isRefusal);
        boolean isGood = actualRows.deadLetter().isEmpty() || refusal.isPresent();
        for (String child : children) {
            long expected = expectedRows instanceof Expectation good && isGood
                    ? good.children().getOrDefault(child, List.of()).size()
                    : 0;
            entries.add(
                    refusal.isPresent()
                            ? refused(child, expected, actualRows, refusal.get())
                            : child(child, expected, actualRows));
        }
        if (untried > 0) {
            entries.add(new Entry(entity, 0, 0, Map.of(Account.UNTRIED_REFUSAL, untried)));
        }
        return new Tally(entries);
    }

    /** The document is there, and gives nothing. */
    Tally ofExcluded(boolean counts, ActualRows actualRows, long untried) {
        if (!counts) {
            return actualRows.isEmpty() ? Tally.NOTHING : ofAbsent(actualRows, untried);
        }
        var entries = new ArrayList<>(ofAbsent(actualRows, untried).entries());
        entries.add(new Entry(entity, 1, 0, Map.of(Account.EXCLUDED, 1L)));
        return new Tally(entries);
    }

    Tally ofAbsent(ActualRows actualRows, long untried) {
        var entries = new ArrayList<Entry>();
        entries.add(absent(entity, actualRows.row().isPresent() ? 1 : 0, actualRows));
        children.forEach(
                child -> entries.add(absent(child, actualRows.children(child).size(), actualRows)));
        if (untried > 0) {
            entries.add(new Entry(entity, 0, 0, Map.of(Account.UNTRIED_REFUSAL, untried)));
        }
        return new Tally(entries);
    }

    private static Entry absent(String table, long found, ActualRows actualRows) {
        return new Entry(table, 0, found, undeleted(table, actualRows.deadLetter()));
    }

    private Map<Account, Long> accounted(ActualRows actualRows) {
        if (actualRows.deadLetter().isEmpty()) {
            return Map.of();
        }
        DeadLetterRow letter = actualRows.deadLetter().get();
        if (actualRows.row().isEmpty()) {
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

    private static Entry refused(String table, long expected, ActualRows actualRows, DeadLetterRow letter) {
        return new Entry(
                table,
                expected - letter.lacking(table),
                actualRows.children(table).size(),
                undeleted(table, actualRows.deadLetter()));
    }

    private static Map<Account, Long> undeleted(String table, Optional<DeadLetterRow> letter) {
        long undeleted = letter.filter(DeadLetterRow::isRefusal)
                .map(refusal -> refusal.undeleted(table))
                .orElse(0L);
        return undeleted == 0 ? Map.of() : Map.of(Account.UNDELETED_ROW, undeleted);
    }

    private static Entry child(String table, long expected, ActualRows actualRows) {
        long found = actualRows.children(table).size();
        boolean isStale =
                actualRows.deadLetter().filter(DeadLetterRow::leavesRows).isPresent();
        return new Entry(table, expected, found, isStale ? Map.of(Account.STALE_ROW, found) : Map.of());
    }
}
