package dev.tidegate.validator.compare;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.actual.ActualRows;
import dev.tidegate.validator.actual.DeadLetterRow;
import dev.tidegate.validator.actual.TargetNames;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.difference.ValueKinds;
import dev.tidegate.validator.document.DocumentRules;
import dev.tidegate.validator.document.ExpectedRows;
import dev.tidegate.validator.document.ExpectedRows.Excluded;
import dev.tidegate.validator.document.ExpectedRows.Expectation;
import dev.tidegate.validator.document.ExpectedRows.ExpectedUnmapped;
import dev.tidegate.validator.document.ExpectedRows.Unconvertible;
import dev.tidegate.validator.document.Origin;
import dev.tidegate.validator.identity.RowIds;
import dev.tidegate.validator.refusal.RefusalTrial;
import dev.tidegate.validator.refusal.RefusedRow;
import dev.tidegate.validator.value.ExpectedValue;
import dev.tidegate.validator.value.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bson.BsonDocument;

/** Compares what a document must give with what the target has of it, edges aside. Stateless; safe for several threads. */
public final class DocumentComparison {
    private static final int UNMAPPED_FIELDS = ChildComparison.indexOf(TidegateTables.UNMAPPED, "fields");

    private final CollectionMapping collection;
    private final Table table;
    private final int idIndex;
    private final RowIds rowIds;
    private final DocumentRules rules;
    private final RefusalTrial trial;
    private final ChildComparison children;
    private final Tallies tallies;
    private final Set<String> junctions;

    public DocumentComparison(
            CollectionMapping collection, Migration migration, DocumentRules rules, RefusalTrial trial) {
        this.collection = collection;
        this.table = migration.table(collection.table());
        this.idIndex = ChildComparison.indexOf(table, collection.idColumn());
        this.rowIds = new RowIds(collection);
        this.rules = rules;
        this.trial = trial;
        this.children = new ChildComparison(collection, migration, rules);
        this.tallies = new Tallies(collection.table(), children.tables());
        this.junctions = migration.junctions().stream().map(Junction::table).collect(Collectors.toUnmodifiableSet());
    }

    /** @param expectedRows of {@link DocumentRules#judge}; of {@code judgeKeys} when the rows were read without values */
    public Compared compare(
            Subject.Document subject, BsonDocument document, ExpectedRows expectedRows, ActualRows actualRows) {
        if (expectedRows instanceof Excluded excluded) {
            return compareExcluded(subject, excluded, actualRows);
        }
        var differences = new ArrayList<Difference>(0);
        Refusals refusals = Refusals.of(subject, actualRows, trial, differences);
        actualRows.deadLetter().ifPresent(letter -> compareStaleFlag(subject, letter, actualRows, differences));
        if (expectedRows instanceof Unconvertible unconvertible) {
            compareUnconvertible(subject, unconvertible, actualRows, differences);
        } else {
            compareGood(subject, document, (Expectation) expectedRows, actualRows, refusals, differences);
        }
        return new Compared(tallies.of(expectedRows, actualRows, refusals.untried()), differences);
    }

    /** Without values: a dead letter is taken at its word. */
    public Compared compareKeys(
            Subject.Document subject, BsonDocument document, ExpectedRows expectedRows, ActualRows actualRows) {
        if (expectedRows instanceof Excluded excluded) {
            return compareExcluded(subject, excluded, actualRows);
        }
        var differences = new ArrayList<Difference>(0);
        Refusals refusals = Refusals.of(subject, actualRows, trial, differences);
        actualRows.deadLetter().ifPresent(letter -> compareStaleFlag(subject, letter, actualRows, differences));
        boolean isRefusal =
                actualRows.deadLetter().filter(DeadLetterRow::isRefusal).isPresent();
        if (actualRows.deadLetter().isEmpty() || isRefusal) {
            if (expectedRows instanceof Unconvertible unconvertible) {
                compareUnconvertible(subject, unconvertible, actualRows, differences);
            } else if (isEntityRefused(subject, actualRows, refusals, Optional.empty())
                    || actualRows.row().isPresent()) {
                children.compare(subject, (Expectation) expectedRows, actualRows, refusals, false, differences);
            } else {
                differences.add(missingRow(subject));
            }
        }
        return new Compared(tallies.of(expectedRows, actualRows, 0), differences);
    }

    /** The source has no such document: whatever the target has of it is too much, unless PostgreSQL does not let it go. */
    public Compared compareAbsent(Subject.Document subject, ActualRows actualRows) {
        var differences = new ArrayList<Difference>();
        long untried = requireNothing(subject, actualRows, "no such document", differences);
        return new Compared(tallies.ofAbsent(actualRows, untried), differences);
    }

    /** The source has the document, and the migration file leaves it out. */
    private Compared compareExcluded(Subject.Document subject, Excluded excluded, ActualRows actualRows) {
        var differences = new ArrayList<Difference>(0);
        String why = excluded.counts() ? "the document is excluded by where" : "the document is another entry's";
        long untried = requireNothing(subject, actualRows, why, differences);
        return new Compared(tallies.ofExcluded(excluded.counts(), actualRows, untried), differences);
    }

    /** Returns how many refused rows could not be tried. */
    private long requireNothing(
            Subject.Document subject, ActualRows actualRows, String why, List<Difference> differences) {
        Refusals refusals = Refusals.of(subject, actualRows, trial, differences);
        String rowId = rowId(subject);
        actualRows
                .row()
                .filter(row -> !refusals.isUndeletable(table, table.name(), List.of(rowId), true))
                .ifPresent(row -> differences.add(orphanRow(subject, table.name(), DifferenceKind.EXTRA_ROW, why)));
        children.compareAbsent(
                subject,
                actualRows,
                refusals,
                differences,
                orphanRow(subject, table.name(), DifferenceKind.EXTRA_CHILD, why));
        actualRows
                .unmapped()
                .filter(row -> !refusals.isUndeletable(
                        TidegateTables.UNMAPPED, TargetNames.UNMAPPED, List.of(table.name(), rowId), true))
                .ifPresent(row ->
                        differences.add(orphanRow(subject, TargetNames.UNMAPPED, DifferenceKind.EXTRA_UNMAPPED, why)));
        actualRows
                .idMap()
                .filter(row -> !refusals.isUndeletable(TidegateTables.ID_MAP, TargetNames.ID_MAP, List.of(rowId), true))
                .ifPresent(row ->
                        differences.add(orphanRow(subject, TargetNames.ID_MAP, DifferenceKind.EXTRA_ID_MAP, why)));
        refusals.requireNoOthers(junctions);
        actualRows
                .deadLetter()
                .filter(letter -> !letter.isRefusal() || letter.refused().isEmpty())
                .ifPresent(letter -> differences.add(
                        orphanRow(subject, TargetNames.DEAD_LETTER, DifferenceKind.DEAD_LETTER_EXTRA, why)));
        return refusals.untried();
    }

    private static Difference orphanRow(Subject subject, String table, DifferenceKind kind, String why) {
        return Difference.of(subject, table, kind, ValueKinds.NO_DOCUMENT, "a row", why);
    }

    private void compareStaleFlag(
            Subject subject, DeadLetterRow letter, ActualRows actualRows, List<Difference> differences) {
        boolean isStale = letter.isRefusal()
                ? letter.refused().stream().anyMatch(RefusedRow::stale)
                : actualRows.row().isPresent();
        if (letter.stale() != isStale) {
            String detail = letter.stale() ? "stale, but there is no older row" : "an older row is there";
            String row = letter.stale() ? ValueKinds.NO_ROW : "a row";
            differences.add(Difference.of(
                    subject, TargetNames.DEAD_LETTER, DifferenceKind.STALE_FLAG, "dead letter", row, detail));
        }
    }

    private void compareUnconvertible(
            Subject subject, Unconvertible unconvertible, ActualRows actualRows, List<Difference> differences) {
        var flaw = unconvertible.flaws().get(0);
        if (actualRows.deadLetter().isEmpty()) {
            differences.add(letterDifference(
                    subject,
                    DifferenceKind.DEAD_LETTER_MISSING,
                    flaw,
                    ValueKinds.NO_ROW,
                    flaw.field() + " is " + flaw.reason() + ", and no dead letter says so"));
            return;
        }
        DeadLetterRow letter = actualRows.deadLetter().get();
        boolean justified = unconvertible.flaws().stream().anyMatch(each -> letter.says(each.reason()));
        if (!justified) {
            String detail = "says " + letter.reason() + ", the document is " + flaw.reason();
            differences.add(
                    letterDifference(subject, DifferenceKind.DEAD_LETTER_REASON, flaw, letter.reason(), detail));
        }
        if (!letter.leavesRows()) {
            nothingBeside(subject, actualRows, differences);
        }
    }

    private static Difference letterDifference(
            Subject subject, DifferenceKind kind, ExpectedRows.Flaw flaw, String row, String detail) {
        return new Difference(
                subject,
                TargetNames.DEAD_LETTER,
                subject.display(),
                Optional.empty(),
                Optional.of(flaw.field()),
                kind,
                flaw.reason(),
                row,
                detail);
    }

    /** Without an older row there must be no children, and nothing unmapped. */
    private void nothingBeside(Subject subject, ActualRows actualRows, List<Difference> differences) {
        actualRows
                .children()
                .forEach((child, rows) -> rows.forEach(row -> differences.add(
                        beside(subject, child, DifferenceKind.EXTRA_CHILD, "the document is a dead letter"))));
        actualRows
                .unmapped()
                .ifPresent(row -> differences.add(beside(
                        subject,
                        TargetNames.UNMAPPED,
                        DifferenceKind.EXTRA_UNMAPPED,
                        "the document is a dead letter")));
        actualRows
                .idMap()
                .ifPresent(row -> differences.add(beside(
                        subject, TargetNames.ID_MAP, DifferenceKind.EXTRA_ID_MAP, "the document is a dead letter")));
    }

    private static Difference beside(Subject subject, String table, DifferenceKind kind, String detail) {
        return Difference.of(subject, table, kind, "dead letter", "a row", detail);
    }

    private void compareGood(
            Subject.Document subject,
            BsonDocument document,
            Expectation expected,
            ActualRows actualRows,
            Refusals refusals,
            List<Difference> differences) {
        actualRows.deadLetter().ifPresent(letter -> requireCause(subject, letter, differences));
        boolean isRefusal =
                actualRows.deadLetter().filter(DeadLetterRow::isRefusal).isPresent();
        if (!isEntityRefused(subject, actualRows, refusals, Optional.of(() -> values(subject, expected.row())))) {
            if (actualRows.row().isEmpty()) {
                if (actualRows.deadLetter().isEmpty() || isRefusal) {
                    differences.add(missingRow(subject));
                }
                return;
            }
            compareRow(subject, document, expected.row(), actualRows.row().get(), differences);
        }
        children.compare(subject, expected, actualRows, refusals, true, differences);
        compareUnmapped(subject, expected.unmapped(), actualRows.unmapped(), refusals, differences);
        compareIdMap(subject, actualRows.idMap(), refusals, differences);
        refusals.requireNoOthers(junctions);
    }

    private static void requireCause(Subject subject, DeadLetterRow letter, List<Difference> differences) {
        if (letter.isRefusal() && !letter.refused().isEmpty()) {
            if (!letter.namesAReason()) {
                differences.add(Difference.of(
                        subject,
                        TargetNames.DEAD_LETTER,
                        DifferenceKind.DEAD_LETTER_REASON,
                        "a good document",
                        letter.reason(),
                        "names an SQLSTATE (" + letter.sqlState() + ") with which none of its rows was refused"));
            }
            return;
        }
        String detail = letter.isRefusal()
                ? "says that PostgreSQL refused rows, and tidegate.refused_row has none of them"
                : "says " + letter.reason() + ", but the document can be a row";
        differences.add(Difference.of(
                subject,
                TargetNames.DEAD_LETTER,
                DifferenceKind.DEAD_LETTER_UNEXPECTED,
                "a good document",
                letter.reason(),
                detail));
    }

    private boolean isEntityRefused(
            Subject.Document subject,
            ActualRows actualRows,
            Refusals refusals,
            Optional<Supplier<List<String>>> values) {
        return refusals.isRefused(
                table, table.name(), List.of(rowId(subject)), actualRows.row().isPresent(), values);
    }

    private String rowId(Subject.Document subject) {
        return rowIds.rowId(subject.id().value()).toString();
    }

    private List<String> values(Subject.Document subject, ExpectedValue[] row) {
        List<String> values = new ArrayList<>();
        for (ExpectedValue value : row) {
            values.add(value.sqlText());
        }
        values.set(idIndex, rowId(subject));
        return values;
    }

    private Difference missingRow(Subject subject) {
        return Difference.of(
                subject,
                table.name(),
                DifferenceKind.MISSING_ROW,
                "a document",
                ValueKinds.NO_ROW,
                "neither a row nor a dead letter for this document");
    }

    private void compareRow(
            Subject subject,
            BsonDocument document,
            ExpectedValue[] expected,
            Object[] actual,
            List<Difference> differences) {
        for (int index = 0; index < expected.length; index++) {
            if (index != idIndex && !expected[index].matches(actual[index])) {
                Column column = table.columns().get(index);
                Origin origin = rules.origin(column.name(), document);
                differences.add(value(subject, table.name(), column, origin, expected[index], actual[index]));
            }
        }
    }

    static Difference value(
            Subject subject, String table, Column column, Origin origin, ExpectedValue expected, Object actual) {
        String detail = actual == null
                ? "is NULL, the document has a value"
                : expected == ExpectedValue.NULL
                        ? "has a value, the document has none"
                        : "holds another " + column.type() + " than the document";
        return new Difference(
                subject,
                table,
                subject.display(),
                Optional.of(column.name()),
                origin.field(),
                DifferenceKind.VALUE,
                origin.kind(),
                ValueKinds.of(column.type(), actual),
                detail);
    }

    private void compareUnmapped(
            Subject.Document subject,
            Optional<ExpectedUnmapped> expected,
            Optional<Object[]> actual,
            Refusals refusals,
            List<Difference> differences) {
        List<String> key = List.of(table.name(), rowId(subject));
        boolean isExcused = expected.isPresent()
                ? refusals.isRefused(
                        TidegateTables.UNMAPPED,
                        TargetNames.UNMAPPED,
                        key,
                        actual.isPresent(),
                        Optional.of(() ->
                                List.of(key.get(0), key.get(1), expected.get().json())))
                : actual.isPresent()
                        && refusals.isUndeletable(TidegateTables.UNMAPPED, TargetNames.UNMAPPED, key, true);
        if (isExcused) {
            return;
        }
        if (expected.isPresent() && actual.isEmpty()) {
            differences.add(Difference.of(
                    subject,
                    TargetNames.UNMAPPED,
                    DifferenceKind.MISSING_UNMAPPED,
                    "fields to keep",
                    ValueKinds.NO_ROW,
                    "fields or originals are not kept"));
        } else if (expected.isEmpty() && actual.isPresent()) {
            differences.add(Difference.of(
                    subject,
                    TargetNames.UNMAPPED,
                    DifferenceKind.EXTRA_UNMAPPED,
                    "nothing to keep",
                    "a row",
                    "the document has nothing to keep"));
        } else if (expected.isPresent() && !isSame(expected.get(), actual.get())) {
            differences.add(Difference.of(
                    subject,
                    TargetNames.UNMAPPED,
                    DifferenceKind.UNMAPPED_CONTENT,
                    "fields to keep",
                    "jsonb",
                    "holds something else"));
        }
    }

    private static boolean isSame(ExpectedUnmapped expected, Object[] actual) {
        return actual[UNMAPPED_FIELDS] instanceof String text
                && JsonText.parse(text).filter(expected::matches).isPresent();
    }

    private void compareIdMap(
            Subject.Document subject, Optional<Object[]> actual, Refusals refusals, List<Difference> differences) {
        DocumentId id = subject.id();
        List<String> values = List.of(rowId(subject), collection.collection(), id.display());
        boolean isRefused = refusals.isRefused(
                TidegateTables.ID_MAP,
                TargetNames.ID_MAP,
                values.subList(0, 1),
                actual.isPresent(),
                Optional.of(() -> values));
        if (isRefused) {
            return;
        }
        if (collection.ids() == IdKind.OBJECT_ID || id.isObjectId()) {
            actual.ifPresent(row -> differences.add(
                    idMap(subject, DifferenceKind.EXTRA_ID_MAP, "a row", "an ObjectId is in the row id itself")));
        } else if (actual.isEmpty()) {
            differences.add(
                    idMap(subject, DifferenceKind.MISSING_ID_MAP, ValueKinds.NO_ROW, "the id cannot be found back"));
        } else if (!namesDocument(id, actual.get())) {
            differences.add(idMap(subject, DifferenceKind.ID_MAP_CONTENT, "another id", "names another document"));
        }
    }

    private static Difference idMap(Subject.Document subject, DifferenceKind kind, String row, String detail) {
        String document = ValueKinds.of(subject.id().value());
        return Difference.of(subject, TargetNames.ID_MAP, kind, document, row, detail);
    }

    private boolean namesDocument(DocumentId id, Object[] row) {
        Object named = row[ChildComparison.indexOf(TidegateTables.ID_MAP, "collection")];
        Object json = row[ChildComparison.indexOf(TidegateTables.ID_MAP, "document_id")];
        return collection.collection().equals(named) && json instanceof String text && isEqual(id, text);
    }

    private static boolean isEqual(DocumentId id, String text) {
        return DocumentId.parse(text)
                .filter(found -> DocumentId.of(found).canonical().equals(id.canonical()))
                .isPresent();
    }
}
