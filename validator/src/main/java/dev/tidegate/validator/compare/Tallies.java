package dev.tidegate.validator.compare;

import dev.tidegate.validator.document.Verdict;
import dev.tidegate.validator.document.Verdict.Expectation;
import dev.tidegate.validator.evidence.Evidence;
import dev.tidegate.validator.result.RowCount.Account;
import dev.tidegate.validator.result.Tally;
import dev.tidegate.validator.result.Tally.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

    Tally of(Verdict verdict, Evidence evidence) {
        boolean isPlain = evidence.row().isPresent() && evidence.deadLetter().isEmpty();
        if (isPlain && children.isEmpty()) {
            return rowOfDocument;
        }
        var entries = new ArrayList<Entry>();
        entries.add(new Entry(entity, 1, evidence.row().isPresent() ? 1 : 0, accounted(evidence)));
        boolean isLetter = evidence.deadLetter().isPresent();
        for (String child : children) {
            long expected = verdict instanceof Expectation good && !isLetter
                    ? good.children().getOrDefault(child, List.of()).size()
                    : 0;
            entries.add(child(child, expected, evidence));
        }
        return new Tally(entries);
    }

    Tally ofAbsent(Evidence evidence) {
        var entries = new ArrayList<Entry>();
        entries.add(Entry.of(entity, 0, evidence.row().isPresent() ? 1 : 0));
        children.forEach(
                child -> entries.add(Entry.of(child, 0, evidence.children(child).size())));
        return new Tally(entries);
    }

    private static Map<Account, Long> accounted(Evidence evidence) {
        return evidence.deadLetter()
                .map(letter -> letter.stale() && evidence.row().isPresent()
                        ? Map.of(Account.DEAD_LETTER, 1L, Account.STALE_ROW, 1L)
                        : Map.of(Account.DEAD_LETTER, 1L))
                .orElse(Map.of());
    }

    private static Entry child(String table, long expected, Evidence evidence) {
        long found = evidence.children(table).size();
        boolean isStale = evidence.deadLetter().filter(letter -> letter.stale()).isPresent();
        return new Entry(table, expected, found, isStale ? Map.of(Account.STALE_ROW, found) : Map.of());
    }
}
