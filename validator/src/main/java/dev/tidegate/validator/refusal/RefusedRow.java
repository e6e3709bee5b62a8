package dev.tidegate.validator.refusal;

import java.util.List;

/**
 * A row of {@code tidegate.refused_row}: one that PostgreSQL did not take, or did not let go.
 *
 * @param table as findings name it: Tidegate's own with their schema
 * @param key as {@link KeyText} writes it
 * @param deleted it is the delete that was refused
 * @param stale an older version of the row is in the table
 * @param refusal as the sink met it
 */
public record RefusedRow(String table, List<String> key, boolean deleted, boolean stale, Refusal refusal) {
    public RefusedRow {
        key = List.copyOf(key);
    }

    /** For people: the two reasons, where PostgreSQL gives another one now. */
    public String refusedNow(Refusal now) {
        return "PostgreSQL refused a row of table " + table + " (" + refusal.text()
                + ") and refuses it for another reason" + " now (" + now.text() + ")";
    }
}
