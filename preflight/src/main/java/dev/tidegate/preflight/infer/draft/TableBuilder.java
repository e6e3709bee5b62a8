package dev.tidegate.preflight.infer.draft;

import dev.tidegate.preflight.infer.evidence.Referred;
import dev.tidegate.preflight.infer.shape.FieldShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What comes together for one table. */
final class TableBuilder {
    /**
     * An array of ids at the top of a document, or in its sub-documents.
     *
     * @param hasMisfits elements that are no ids: their documents become dead letters
     * @param isWhole every element is an id that was found
     * @param list what it is rather than a junction, when no array at the other end holds the same edges
     */
    record IdArrayDraft(
            FieldShape place,
            Referred referred,
            String evidence,
            boolean hasMisfits,
            boolean isWhole,
            Optional<ColumnDraft> list) {}

    private final String table;
    private final NameScope names = NameScope.ofColumns();
    private final List<ColumnDraft> columns = new ArrayList<>();
    private final List<ChildDraft> children = new ArrayList<>();
    private final List<IdArrayDraft> arrays = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Question> questions = new ArrayList<>();

    TableBuilder(String table) {
        this.table = table;
    }

    boolean hasDeadLetters() {
        return arrays.stream().anyMatch(IdArrayDraft::hasMisfits);
    }

    String table() {
        return table;
    }

    NameScope names() {
        return names;
    }

    List<ColumnDraft> columns() {
        return columns;
    }

    List<ChildDraft> children() {
        return children;
    }

    List<IdArrayDraft> arrays() {
        return arrays;
    }

    List<String> notes() {
        return notes;
    }

    List<Question> questions() {
        return questions;
    }
}
