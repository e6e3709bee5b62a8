package dev.tidegate.validator;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.Difference.Kind;
import dev.tidegate.validator.document.Verdict;
import dev.tidegate.validator.document.Verdict.Expectation;
import dev.tidegate.validator.document.Verdict.ExpectedEdge;
import dev.tidegate.validator.document.Verdict.ExpectedUnmapped;
import dev.tidegate.validator.document.Verdict.Unconvertible;
import dev.tidegate.validator.value.ExpectedValue;
import dev.tidegate.validator.value.JsonText;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.bson.BsonValue;

/** Compares what a document must give with what the target has of it. For one thread. */
final class DocumentComparison {
    private final CollectionMapping collection;
    private final Table table;
    private final int idIndex;
    private final Findings findings;
    private final ChildComparison children;
    private final BiConsumer<BsonValue, ExpectedEdge> edges;
    private long documents;
    private long deadLetters;
    private long stale;

    /** @param edges told the edges that documents hold, with the holder's id */
    DocumentComparison(
            CollectionMapping collection,
            Migration migration,
            Findings findings,
            BiConsumer<BsonValue, ExpectedEdge> edges) {
        this.collection = collection;
        this.table = migration.table(collection.table());
        this.idIndex = indexOf(table, collection.idColumn());
        this.findings = findings;
        this.children = new ChildComparison(collection, migration, findings);
        this.edges = edges;
    }

    void compare(BsonValue id, Verdict verdict, Evidence evidence) {
        documents++;
        var document = DocumentId.of(id);
        evidence.deadLetter().ifPresent(letter -> countDeadLetter(document, letter, evidence));
        if (verdict instanceof Unconvertible unconvertible) {
            compareUnconvertible(document, unconvertible, evidence);
        } else {
            compareGood(document, (Expectation) verdict, evidence);
        }
    }

    private void countDeadLetter(DocumentId id, DeadLetterRow letter, Evidence evidence) {
        deadLetters++;
        stale += letter.stale() ? 1 : 0;
        if (letter.stale() != evidence.row().isPresent()) {
            String detail = letter.stale() ? "stale, but there is no older row" : "an older row is there";
            findings.add(TargetNames.DEAD_LETTER, label(id), Kind.STALE_FLAG, detail);
        }
    }

    private void compareUnconvertible(DocumentId id, Unconvertible unconvertible, Evidence evidence) {
        if (evidence.deadLetter().isEmpty()) {
            var flaw = unconvertible.flaws().get(0);
            String detail = flaw.field() + " is " + flaw.reason() + ", and no dead letter says so";
            findings.add(TargetNames.DEAD_LETTER, label(id), Kind.DEAD_LETTER_MISSING, detail);
            return;
        }
        DeadLetterRow letter = evidence.deadLetter().get();
        boolean justified =
                letter.isRefusal() || unconvertible.flaws().stream().anyMatch(flaw -> letter.says(flaw.reason()));
        if (!justified) {
            String detail = "says " + letter.reason() + ", the document is "
                    + unconvertible.flaws().get(0).reason();
            findings.add(TargetNames.DEAD_LETTER, label(id), Kind.DEAD_LETTER_REASON, detail);
        }
        if (!letter.stale()) {
            nothingBeside(id, evidence);
        }
    }

    /** Without an older row there must be no children, and nothing unmapped. */
    private void nothingBeside(DocumentId id, Evidence evidence) {
        children.noneExpected(id.display(), evidence);
        evidence.unmapped()
                .ifPresent(row -> findings.add(
                        TargetNames.UNMAPPED, label(id), Kind.EXTRA_UNMAPPED, "the document is a dead letter"));
        evidence.idMap()
                .ifPresent(row -> findings.add(
                        TargetNames.ID_MAP, label(id), Kind.EXTRA_ID_MAP, "the document is a dead letter"));
    }

    private void compareGood(DocumentId id, Expectation expected, Evidence evidence) {
        if (evidence.deadLetter().isPresent()) {
            DeadLetterRow letter = evidence.deadLetter().get();
            if (letter.isRefusal()) {
                return;
            }
            String detail = "says " + letter.reason() + ", but the document can be a row";
            findings.add(TargetNames.DEAD_LETTER, label(id), Kind.DEAD_LETTER_UNEXPECTED, detail);
        }
        expected.edges().forEach(edge -> edges.accept(id.value(), edge));
        if (evidence.row().isEmpty()) {
            missingRow(id, evidence);
            return;
        }
        compareRow(id, expected.row(), evidence.row().get());
        children.compare(id.display(), expected, evidence);
        compareUnmapped(id, expected.unmapped(), evidence.unmapped());
        compareIdMap(id, evidence.idMap());
    }

    private void missingRow(DocumentId id, Evidence evidence) {
        if (evidence.deadLetter().isEmpty()) {
            findings.add(
                    table.name(), id.display(), Kind.MISSING_ROW, "neither a row nor a dead letter for this document");
        }
    }

    private void compareRow(DocumentId id, ExpectedValue[] expected, Object[] actual) {
        for (int index = 0; index < expected.length; index++) {
            if (index != idIndex && !expected[index].matches(actual[index])) {
                Column column = table.columns().get(index);
                findings.add(valueDifference(table.name(), id.display(), column, expected[index], actual[index]));
            }
        }
    }

    static Difference valueDifference(String table, String id, Column column, ExpectedValue expected, Object actual) {
        String detail = actual == null
                ? "is NULL, the document has a value"
                : expected == ExpectedValue.NULL
                        ? "has a value, the document has none"
                        : "holds another " + column.type() + " than the document";
        return new Difference(table, id, Optional.of(column.name()), Kind.VALUE, detail);
    }

    private void compareUnmapped(DocumentId id, Optional<ExpectedUnmapped> expected, Optional<Object[]> actual) {
        if (expected.isPresent() && actual.isEmpty()) {
            findings.add(TargetNames.UNMAPPED, label(id), Kind.MISSING_UNMAPPED, "fields or originals are not kept");
        } else if (expected.isEmpty() && actual.isPresent()) {
            findings.add(TargetNames.UNMAPPED, label(id), Kind.EXTRA_UNMAPPED, "the document has nothing to keep");
        } else if (expected.isPresent() && !isSame(expected.get(), actual.get())) {
            findings.add(TargetNames.UNMAPPED, label(id), Kind.UNMAPPED_CONTENT, "holds something else");
        }
    }

    private static boolean isSame(ExpectedUnmapped expected, Object[] actual) {
        Object fields = actual[indexOf(TidegateTables.UNMAPPED, "fields")];
        return fields instanceof String text
                && JsonText.parse(text).filter(expected::matches).isPresent();
    }

    private void compareIdMap(DocumentId id, Optional<Object[]> actual) {
        if (collection.ids() == IdKind.OBJECT_ID || id.isObjectId()) {
            actual.ifPresent(row -> findings.add(
                    TargetNames.ID_MAP, label(id), Kind.EXTRA_ID_MAP, "an ObjectId is in the row id itself"));
        } else if (actual.isEmpty()) {
            findings.add(TargetNames.ID_MAP, label(id), Kind.MISSING_ID_MAP, "the id cannot be found back");
        } else if (!namesDocument(id, actual.get())) {
            findings.add(TargetNames.ID_MAP, label(id), Kind.ID_MAP_CONTENT, "names another document");
        }
    }

    private boolean namesDocument(DocumentId id, Object[] row) {
        Object named = row[indexOf(TidegateTables.ID_MAP, "collection")];
        Object json = row[indexOf(TidegateTables.ID_MAP, "document_id")];
        return collection.collection().equals(named)
                && json instanceof String text
                && DocumentIds.parse(text)
                        .filter(found -> DocumentId.of(found).canonical().equals(id.canonical()))
                        .isPresent();
    }

    private String label(DocumentId id) {
        return collection.collection() + " " + id.display();
    }

    static int indexOf(Table table, String column) {
        return table.columns().indexOf(table.column(column));
    }

    ComparisonResult.Counts counts(long rows) {
        return new ComparisonResult.Counts(documents, rows, deadLetters, stale);
    }

    long documents() {
        return documents;
    }

    List<String> childTables() {
        return children.tables();
    }
}
