package dev.tidegate.preflight.infer.draft;

import java.util.List;
import java.util.Optional;

/**
 * A many-to-many table.
 *
 * @param foreignKeys every edge leads to a document
 */
public record JunctionDraft(String table, End left, End right, boolean foreignKeys, List<String> notes) {
    /** @param array dotted path of the array of the other end's ids; empty when this end holds none */
    public record End(String collection, String column, Optional<String> array) {}

    public JunctionDraft {
        notes = List.copyOf(notes);
    }

    public JunctionDraft named(String other) {
        return new JunctionDraft(other, left, right, foreignKeys, notes);
    }
}
