package dev.tidegate.validator.document;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.CollectionMapping.UnmappedFields;
import dev.tidegate.mapping.declaration.DocumentLimits;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.mapping.reason.Reason;
import dev.tidegate.validator.document.EntryRule.Belonging;
import dev.tidegate.validator.document.ExpectedRows.Excluded;
import dev.tidegate.validator.document.ExpectedRows.Expectation;
import dev.tidegate.validator.document.ExpectedRows.ExpectedChild;
import dev.tidegate.validator.document.ExpectedRows.ExpectedEdge;
import dev.tidegate.validator.document.ExpectedRows.ExpectedUnmapped;
import dev.tidegate.validator.document.ExpectedRows.Flaw;
import dev.tidegate.validator.document.ExpectedRows.Unconvertible;
import dev.tidegate.validator.result.WithoutValue;
import dev.tidegate.validator.result.WithoutValue.Kind;
import dev.tidegate.validator.value.ExpectedValue;
import dev.tidegate.validator.value.ExtendedJson;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Says of every document of one collection what the target must hold of it. Immutable; safe for several threads. */
public final class DocumentRules {
    private final CollectionMapping collection;
    private final EntryRule entry;
    private final RowRules columns;
    private final List<ChildRules> children;
    private final List<EdgeRules> edges;
    private final ReadFields readFields;
    private final DocumentSize size;

    public DocumentRules(CollectionMapping collection, Migration migration) {
        this.collection = collection;
        this.entry = new EntryRule(collection);
        this.columns = new RowRules(collection.columns(), migration.table(collection.table()), migration);
        this.children = collection.children().stream()
                .map(child -> new ChildRules(child, migration))
                .toList();
        this.edges = EdgeRules.of(collection, migration);
        this.readFields = readFields();
        this.size = DocumentSize.of(collection);
    }

    private ReadFields readFields() {
        var fields = new ReadFields();
        fields.add(FieldPath.of("_id"));
        collection.ignoredFields().stream().map(FieldPath::of).forEach(fields::add);
        columns.columns().forEach(fields::add);
        children.forEach(fields::add);
        edges.forEach(fields::add);
        return fields;
    }

    public boolean asksForExistingIds() {
        return columns.asksForExistingIds() || children.stream().anyMatch(ChildRules::asksForExistingIds);
    }

    /** Which documents are of this entry. */
    public EntryRule entry() {
        return entry;
    }

    /** Gives every collection and id whose existence decides on this document's rows. */
    public void questions(BsonDocument document, BiConsumer<String, BsonValue> question) {
        columns.questions(document, question);
        children.forEach(rules -> rules.questions(document, question));
    }

    public ExpectedRows judge(BsonDocument document, ExistingIds existingIds) {
        Belonging belonging = entry.belonging(document);
        if (belonging != Belonging.ROWS) {
            return withoutRows(belonging);
        }
        var scratch = new Scratch(document, existingIds);
        if (hasBadId(document, scratch)) {
            return new Unconvertible(scratch.flaws);
        }
        ExpectedValue[] row = row(scratch);
        var childRows = new LinkedHashMap<String, List<ExpectedChild>>();
        children.forEach(rules -> childRows.put(rules.child().table(), rules.expected(scratch)));
        List<ExpectedEdge> held =
                edges.stream().flatMap(rules -> rules.expected(scratch)).toList();
        Optional<ExpectedUnmapped> unmapped = unmapped(scratch);
        if (size.mayBeTooLarge(document)) {
            long bytes = DocumentSize.of(row) + sizeBeside(document, childRows, held, unmapped);
            if (bytes > DocumentLimits.ROWS_BYTES) {
                scratch.flaw("", Reason.OUT_OF_RANGE.code());
            }
        }
        return scratch.flaws.isEmpty()
                ? new Expectation(row, childRows, held, unmapped)
                : new Unconvertible(scratch.flaws);
    }

    private long sizeBeside(
            BsonDocument document,
            Map<String, List<ExpectedChild>> childRows,
            List<ExpectedEdge> held,
            Optional<ExpectedUnmapped> unmapped) {
        long[] questions = {0};
        questions(document, (collection, id) -> questions[0] += DocumentSize.ofQuestion(id));
        long ofChildren = children.stream()
                .mapToLong(rules -> DocumentSize.ofChildren(
                        childRows.get(rules.child().table()), !rules.child().isKeyedByOrdinal()))
                .sum();
        return questions[0]
                + ofChildren
                + DocumentSize.ofEdges(held)
                + unmapped.map(DocumentSize::of).orElse(0L);
    }

    private static ExpectedRows withoutRows(Belonging belonging) {
        return switch (belonging) {
            case LETTER_OF_CONFLICT -> new Unconvertible(List.of(new Flaw("", Reason.CONFLICT.code())));
            case LETTER_OF_NONE -> new Unconvertible(List.of(new Flaw("", Reason.UNMATCHED.code())));
            default -> new Excluded(belonging == Belonging.EXCLUDED);
        };
    }

    private boolean hasBadId(BsonDocument document, Scratch scratch) {
        BsonValue id = document.get("_id");
        if (!id.isObjectId()) {
            if (collection.ids() == IdKind.OBJECT_ID) {
                scratch.flaw("_id", Reason.WRONG_ID_TYPE.code());
            } else if (DocumentId.isTooLong(DocumentId.of(id).canonical())) {
                scratch.flaw("_id", Reason.OUT_OF_RANGE.code());
            }
        }
        return !scratch.flaws.isEmpty();
    }

    /**
     * Judges what the fields named by {@link #keyFields} say: elements and edges. Their document's other fields are not
     * there, and the row's columns stay unknown.
     */
    public ExpectedRows judgeKeys(BsonDocument document, ExistingIds existingIds) {
        Belonging belonging = entry.belonging(document);
        if (belonging != Belonging.ROWS) {
            return withoutRows(belonging);
        }
        var scratch = new Scratch(document, existingIds);
        if (hasBadId(document, scratch)) {
            return new Unconvertible(scratch.flaws);
        }
        var childRows = new LinkedHashMap<String, List<ExpectedChild>>();
        children.forEach(rules -> childRows.put(rules.child().table(), rules.expected(scratch)));
        List<ExpectedEdge> held =
                edges.stream().flatMap(rules -> rules.expected(scratch)).toList();
        return scratch.flaws.isEmpty()
                ? new Expectation(new ExpectedValue[0], childRows, held, Optional.empty())
                : new Unconvertible(scratch.flaws);
    }

    /** The top-level fields that elements and edges are read from, and those that decide whether there are any. */
    public List<String> keyFields() {
        return Stream.of(
                        entry.fields().stream(),
                        children.stream().map(rules -> rules.path().topLevel()),
                        edges.stream().map(rules -> rules.path().topLevel()))
                .flatMap(fields -> fields)
                .distinct()
                .toList();
    }

    /**
     * Every declaration that is read from a field.
     *
     * @param onlyKeys those that {@link #keyFields} are enough for
     */
    public List<ValueSource> valueSources(boolean onlyKeys) {
        Stream<ValueSource> ofColumns = columns.columns().stream()
                .filter(rules -> !onlyKeys && rules.readsFields())
                .map(this::valueSource);
        return Stream.of(
                        ofColumns,
                        children.stream().flatMap(rules -> rules.valueSources(collection.collection())),
                        edges.stream().map(rules -> rules.valueSource(collection.collection())))
                .flatMap(sources -> sources)
                .toList();
    }

    private ValueSource valueSource(ColumnRules rules) {
        var declaration = new WithoutValue(
                Kind.COLUMN,
                collection.collection(),
                collection.table(),
                Optional.of(rules.mapping().column()),
                rules.fields());
        return new ValueSource(declaration, document -> rules.find(document).isPresent());
    }

    /** Where a column's value comes from in this document. */
    public Origin origin(String column, BsonDocument document) {
        return columns.origin(column, document);
    }

    /** Where a child column's value comes from in an element. */
    public Origin childOrigin(String table, String column, ExpectedChild element) {
        return children.stream()
                .filter(rules -> rules.child().table().equals(table))
                .findFirst()
                .orElseThrow()
                .origin(column, element);
    }

    private ExpectedValue[] row(Scratch scratch) {
        var row = new ExpectedValue[columns.width()];
        Arrays.fill(row, ExpectedValue.NULL);
        columns.read(scratch.document, null, scratch, row);
        requireAnyOf(row, scratch);
        return row;
    }

    private void requireAnyOf(ExpectedValue[] row, Scratch scratch) {
        for (List<String> group : collection.requireAnyOf()) {
            boolean none = group.stream().allMatch(name -> row[columns.indexOf(name)] == ExpectedValue.NULL);
            if (none) {
                scratch.flaw(group.get(0), Reason.REQUIRED_ABSENT.code());
            }
        }
    }

    private Optional<ExpectedUnmapped> unmapped(Scratch scratch) {
        var kept = new LinkedHashMap<String, BsonValue>();
        var originals = new LinkedHashMap<String, BsonValue>();
        ReadFields.Reading reading = readFields.reading(scratch.document);
        scratch.document.forEach((field, value) -> {
            boolean unread = !reading.holdsAllOf(field, value);
            if (unread && collection.unmappedFields() == UnmappedFields.FAIL) {
                scratch.flaw(field, Reason.UNMAPPED.code());
            }
            boolean keeps = unread && collection.unmappedFields() == UnmappedFields.KEEP;
            boolean isReserved = field.equals(ExpectedUnmapped.ORIGINALS);
            if (keeps && !isReserved) {
                kept.put(field, value);
            }
            boolean onlyAsOriginal = keeps && (isReserved || ExtendedJson.holdsNul(value));
            if (onlyAsOriginal || scratch.keptOriginals.contains(field)) {
                originals.put(field, value);
            }
        });
        return kept.isEmpty() && originals.isEmpty()
                ? Optional.empty()
                : Optional.of(new ExpectedUnmapped(kept, originals));
    }
}
