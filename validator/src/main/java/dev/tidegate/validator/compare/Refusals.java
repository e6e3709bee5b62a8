package dev.tidegate.validator.compare;

import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.validator.actual.ActualRows;
import dev.tidegate.validator.actual.DeadLetterRow;
import dev.tidegate.validator.actual.TargetNames;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.difference.ValueKinds;
import dev.tidegate.validator.refusal.RefusalTrial;
import dev.tidegate.validator.refusal.RefusalTrial.Answer;
import dev.tidegate.validator.refusal.RefusalTrial.Refused;
import dev.tidegate.validator.refusal.RefusalTrial.Taken;
import dev.tidegate.validator.refusal.RefusalTrial.Untried;
import dev.tidegate.validator.refusal.RefusedRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The rows that PostgreSQL refused of one document, and what is made of each. Accepted is a refusal that PostgreSQL gives
 * still, for the reason that is noted, of a row of which an older version is in the table exactly if the record says so.
 * For one comparison.
 */
final class Refusals {
    private final Subject subject;
    private final RefusalTrial trial;
    private final List<Difference> differences;
    private final Map<RefusedKey, RefusedRow> open = new LinkedHashMap<>();
    private long untried;

    private Refusals(Subject subject, RefusalTrial trial, List<RefusedRow> rows, List<Difference> differences) {
        this.subject = subject;
        this.trial = trial;
        this.differences = differences;
        rows.forEach(row -> open.put(new RefusedKey(row.table(), row.key(), row.deleted()), row));
    }

    /** Those that the document's dead letter stands for; a letter of another stage stands for none. */
    static Refusals of(Subject subject, ActualRows actualRows, RefusalTrial trial, List<Difference> differences) {
        List<RefusedRow> rows = actualRows
                .deadLetter()
                .filter(DeadLetterRow::isRefusal)
                .map(DeadLetterRow::refused)
                .orElse(List.of());
        return new Refusals(subject, trial, rows, differences);
    }

    /**
     * @param isThere a row with this key is in the table
     * @param values of the row that the document gives; empty when they are not compared, and a refusal is believed
     * @return false when this row was not refused
     */
    boolean isRefused(
            Table table, String name, List<String> key, boolean isThere, Optional<Supplier<List<String>>> values) {
        Optional<RefusedRow> refused = take(name, key, false);
        refused.ifPresent(row -> {
            if (agreesOnRow(row, isThere)) {
                values.ifPresent(given -> answer(row, trial.upsert(table, given.get())));
            }
        });
        return refused.isPresent();
    }

    /** @return false when nobody tried to delete this row, which is in the table */
    boolean isUndeletable(Table table, String name, List<String> key, boolean tries) {
        Optional<RefusedRow> refused = take(name, key, true);
        refused.ifPresent(row -> {
            if (agreesOnRow(row, true) && tries) {
                answer(row, trial.delete(table, key));
            }
        });
        return refused.isPresent();
    }

    /** @param junctions tables whose rows are compared by themselves */
    void requireNoOthers(Set<String> junctions) {
        for (RefusedRow row : open.values()) {
            if (junctions.contains(row.table())) {
                continue;
            }
            if (row.deleted()) {
                agreesOnRow(row, false);
            } else {
                unexpected("a row of table " + row.table() + " is listed as refused that the document does not give");
            }
        }
    }

    long untried() {
        return untried;
    }

    private Optional<RefusedRow> take(String name, List<String> key, boolean deleted) {
        return Optional.ofNullable(open.remove(new RefusedKey(name, key, deleted)));
    }

    private record RefusedKey(String table, List<String> key, boolean deleted) {}

    private boolean agreesOnRow(RefusedRow row, boolean isThere) {
        if (row.stale() == isThere) {
            return true;
        }
        differences.add(Difference.of(
                subject,
                TargetNames.DEAD_LETTER,
                DifferenceKind.STALE_FLAG,
                "dead letter",
                isThere ? "a row" : ValueKinds.NO_ROW,
                "a refused row of table " + row.table()
                        + (isThere ? " is there, and not listed as stale" : " is listed as stale, and is not there")));
        return false;
    }

    private void answer(RefusedRow row, Answer answer) {
        if (answer instanceof Untried) {
            untried++;
        } else if (answer instanceof Taken) {
            unexpected("PostgreSQL takes the refused row of table " + row.table() + " now");
        } else if (answer instanceof Refused now && !now.refusal().isSameAs(row.refusal())) {
            differ(DifferenceKind.OTHER_REFUSAL, row.refusedNow(now.refusal()));
        }
    }

    private void unexpected(String detail) {
        differ(DifferenceKind.DEAD_LETTER_UNEXPECTED, detail);
    }

    private void differ(DifferenceKind kind, String detail) {
        differences.add(Difference.of(
                subject, TargetNames.DEAD_LETTER, kind, "a good document", DeadLetterRow.REFUSED, detail));
    }
}
