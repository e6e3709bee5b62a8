package dev.tidegate.preflight.infer.draft;

import java.util.List;

/**
 * An index of MongoDB's, or why it is not carried.
 *
 * @param yaml the entry of the migration file; empty when it is not carried
 */
public record IndexDraft(String yaml, List<String> notes) {
    public IndexDraft {
        notes = List.copyOf(notes);
    }

    public boolean isCarried() {
        return !yaml.isEmpty();
    }
}
