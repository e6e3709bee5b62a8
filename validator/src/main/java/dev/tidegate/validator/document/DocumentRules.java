package dev.tidegate.validator.document;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.CollectionMapping.UnmappedFields;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.validator.document.Verdict.Expectation;
import dev.tidegate.validator.document.Verdict.ExpectedChild;
import dev.tidegate.validator.document.Verdict.ExpectedEdge;
import dev.tidegate.validator.document.Verdict.ExpectedUnmapped;
import dev.tidegate.validator.document.Verdict.Unconvertible;
import dev.tidegate.validator.value.ExpectedValue;
import dev.tidegate.validator.value.ExtendedJson;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Says of every document of one collection what the target must hold of it. Immutable; safe for several threads. */
public final class DocumentRules {
    /** A column whose value comes from its own field alone, and its place in the row. */
    private record PlacedColumn(ColumnRules rules, int index) {}

    private final CollectionMapping collection;
    private final List<String> columnNames;
    private final List<ColumnRules> columns;
    private final List<PlacedColumn> placed;
    private final List<SeveralRules> several;
    private final List<ChildRules> children;
    private final List<EdgeRules> edges;
    private final ReadFields readFields;

    /** @throws IllegalArgumentException when the file asks for something that cannot be checked yet, by name */
    public DocumentRules(CollectionMapping collection, Migration migration) {
        this.collection = collection;
        this.columnNames = migration.table(collection.table()).columns().stream()
                .map(Column::name)
                .toList();
        List<ColumnRules> all = collection.columns().stream()
                .map(mapping -> new ColumnRules(mapping, migration))
                .toList();
        this.several = all.stream()
                .filter(DocumentRules::isToSeveral)
                .map(rules -> new SeveralRules(rules, migration))
                .toList();
        this.columns = all;
        this.placed = all.stream()
                .filter(rules -> !isToSeveral(rules))
                .map(rules -> new PlacedColumn(
                        rules, columnNames.indexOf(rules.mapping().column())))
                .toList();
        this.children = collection.children().stream()
                .map(child -> new ChildRules(child, migration))
                .toList();
        this.edges = EdgeRules.of(collection, migration);
        this.readFields = readFields();
    }

    private static boolean isToSeveral(ColumnRules rules) {
        return rules.mapping()
                .reference()
                .filter(reference -> reference.isToOneOfSeveral())
                .isPresent();
    }

    private ReadFields readFields() {
        var fields = new ReadFields();
        fields.add(FieldPath.of("_id"));
        collection.ignoredFields().stream().map(FieldPath::of).forEach(fields::add);
        columns.forEach(column -> column.paths().forEach(fields::add));
        collection.children().forEach(fields::add);
        edges.forEach(edge -> fields.add(edge.path()));
        return fields;
    }

    public boolean asksForWhereabouts() {
        return !several.isEmpty();
    }

    /** Tells every collection and id whose whereabouts decide on this document's rows. */
    public void questions(BsonDocument document, BiConsumer<String, BsonValue> question) {
        several.forEach(rules -> rules.questions(document, question));
    }

    public Verdict judge(BsonDocument document, Whereabouts whereabouts) {
        var scratch = new Scratch(document, whereabouts);
        if (collection.ids() == IdKind.OBJECT_ID && !document.get("_id").isObjectId()) {
            scratch.flaw("_id", "wrong-id-type");
            return new Unconvertible(scratch.flaws);
        }
        ExpectedValue[] row = row(scratch);
        var childRows = new LinkedHashMap<String, List<ExpectedChild>>();
        children.forEach(rules -> childRows.put(rules.child().table(), rules.expected(scratch)));
        List<ExpectedEdge> held =
                edges.stream().flatMap(rules -> rules.expected(scratch)).toList();
        Optional<ExpectedUnmapped> unmapped = unmapped(scratch);
        return scratch.flaws.isEmpty()
                ? new Expectation(row, childRows, held, unmapped)
                : new Unconvertible(scratch.flaws);
    }

    /**
     * Judges what the fields named by {@link #keyFields} say: elements and edges. Their document's other fields are not
     * there, and the row's columns stay unknown.
     */
    public Verdict judgeKeys(BsonDocument document) {
        var scratch = new Scratch(document, (collection, id) -> false);
        if (collection.ids() == IdKind.OBJECT_ID && !document.get("_id").isObjectId()) {
            scratch.flaw("_id", "wrong-id-type");
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

    /** The top-level fields that elements and edges are read from. */
    public List<String> keyFields() {
        return Stream.concat(
                        children.stream().map(rules -> rules.path().topLevel()),
                        edges.stream().map(rules -> rules.path().topLevel()))
                .distinct()
                .toList();
    }

    /** Where a column's value comes from in this document. */
    public Origin origin(String column, BsonDocument document) {
        return columns.stream()
                .filter(rules -> rules.mapping().column().equals(column))
                .findFirst()
                .filter(rules -> rules.find(document).isPresent() || !isFilledByOthers(column))
                .map(rules -> rules.origin(document))
                .orElseGet(() -> otherOrigin(column, document));
    }

    /** Where a child column's value comes from in an element. */
    public Origin childOrigin(String table, String column, ExpectedChild element) {
        return children.stream()
                .filter(rules -> rules.child().table().equals(table))
                .findFirst()
                .orElseThrow()
                .origin(column, element);
    }

    private boolean isFilledByOthers(String column) {
        return several.stream().anyMatch(rules -> rules.mayFill(column));
    }

    private Origin otherOrigin(String column, BsonDocument document) {
        return several.stream()
                .filter(rules -> rules.mayFill(column))
                .findFirst()
                .map(rules -> rules.column().origin(document))
                .orElse(Origin.NONE);
    }

    private ExpectedValue[] row(Scratch scratch) {
        var row = new ExpectedValue[columnNames.size()];
        Arrays.fill(row, ExpectedValue.NULL);
        for (PlacedColumn column : placed) {
            row[column.index()] = column.rules().expected(scratch.document, null, scratch);
        }
        var claims = new HashMap<String, List<IdClaim>>();
        several.forEach(rules -> rules.claim(scratch, claims));
        claims.forEach((column, ids) -> settle(row, column, ids, scratch));
        requireAnyOf(row, scratch);
        requireSeveral(row, scratch);
        return row;
    }

    private void settle(ExpectedValue[] row, String column, List<IdClaim> claims, Scratch scratch) {
        int index = columnNames.indexOf(column);
        for (IdClaim claim : claims) {
            if (row[index] != ExpectedValue.NULL && !row[index].equals(claim.id())) {
                scratch.flaw(claim.field(), "conflict");
            }
            row[index] = claim.id();
        }
    }

    private void requireAnyOf(ExpectedValue[] row, Scratch scratch) {
        for (List<String> group : collection.requireAnyOf()) {
            boolean none = group.stream().allMatch(name -> row[columnNames.indexOf(name)] == ExpectedValue.NULL);
            if (none) {
                scratch.flaw(group.get(0), "required-absent");
            }
        }
    }

    private void requireSeveral(ExpectedValue[] row, Scratch scratch) {
        several.stream()
                .map(SeveralRules::column)
                .filter(rules -> rules.mapping().required())
                .filter(rules -> row[columnNames.indexOf(rules.mapping().column())] == ExpectedValue.NULL)
                .forEach(rules -> scratch.flaw(rules.field(), "required-absent"));
    }

    private Optional<ExpectedUnmapped> unmapped(Scratch scratch) {
        var kept = new LinkedHashMap<String, BsonValue>();
        var originals = new LinkedHashMap<String, BsonValue>();
        scratch.document.forEach((field, value) -> {
            boolean unread = !readFields.holdsAllOf(field, value);
            if (unread && collection.unmappedFields() == UnmappedFields.FAIL) {
                scratch.flaw(field, "unmapped");
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
