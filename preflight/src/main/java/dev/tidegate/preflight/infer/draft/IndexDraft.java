package dev.tidegate.preflight.infer.draft;

import java.util.List;
import java.util.Optional;

/**
 * An index of MongoDB's, or why it is not carried.
 *
 * @param columns empty for a full-text index, for an expression, and where it is not carried
 * @param fullText the columns of a full-text index
 * @param language its text search configuration
 * @param using gin or hash; empty for a btree
 * @param where SQL
 * @param name empty where the file's default does
 * @param notes lines for comments above it
 */
public record IndexDraft(
        List<String> columns,
        List<String> fullText,
        Optional<String> language,
        Optional<String> expression,
        boolean unique,
        Optional<String> using,
        Optional<String> where,
        Optional<String> name,
        List<String> notes) {
    public IndexDraft {
        columns = List.copyOf(columns);
        fullText = List.copyOf(fullText);
        notes = List.copyOf(notes);
    }

    static IndexDraft notCarried(String note) {
        return new IndexDraft(
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(note));
    }

    static IndexDraft of(List<String> columns) {
        return new IndexDraft(
                columns,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    IndexDraft unique(boolean isUnique) {
        return new IndexDraft(columns, fullText, language, expression, isUnique, using, where, name, notes);
    }

    IndexDraft using(String method) {
        return new IndexDraft(columns, fullText, language, expression, unique, Optional.of(method), where, name, notes);
    }

    IndexDraft where(Optional<String> sql) {
        return new IndexDraft(columns, fullText, language, expression, unique, using, sql, name, notes);
    }

    IndexDraft named(String other) {
        return new IndexDraft(columns, fullText, language, expression, unique, using, where, Optional.of(other), notes);
    }

    IndexDraft noted(List<String> more) {
        return new IndexDraft(columns, fullText, language, expression, unique, using, where, name, more);
    }

    public boolean isCarried() {
        return !columns.isEmpty() || !fullText.isEmpty() || expression.isPresent();
    }
}
