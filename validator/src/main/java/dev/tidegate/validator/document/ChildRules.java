package dev.tidegate.validator.document;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Parsing;
import dev.tidegate.mapping.declaration.Policies;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.reason.Reason;
import dev.tidegate.validator.document.ExpectedRows.ExpectedChild;
import dev.tidegate.validator.result.WithoutValue;
import dev.tidegate.validator.result.WithoutValue.Kind;
import dev.tidegate.validator.value.ExpectedValue;
import dev.tidegate.validator.value.NoValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** The rows that an embedded array, or a sub-document, gives. */
final class ChildRules {
    private static final String ELEMENT = "element";

    private final ChildTable child;
    private final FieldPath path;
    private final int keyIndex;
    private final Optional<ColumnRules> scalar;
    private final RowRules columns;
    /** Of the names, where they are the keys. */
    private final Optional<ColumnRules> nameKey;

    ChildRules(ChildTable child, Migration migration) {
        this.child = child;
        this.path = FieldPath.of(child.field());
        Table table = migration.table(child.table());
        this.columns = new RowRules(mappings(child, table), table, migration);
        this.keyIndex = columns.indexOf(child.keyColumn());
        this.nameKey = child.keyedByName()
                ? Optional.of(new ColumnRules(read(child, table.column(child.keyColumn()), ELEMENT, true), migration))
                : Optional.empty();
        this.scalar = child.scalarColumn().flatMap(this::rules);
    }

    /** Of the columns of a scalar's table no other reads a field. */
    private static List<ColumnMapping> mappings(ChildTable child, Table table) {
        var mappings = new ArrayList<ColumnMapping>();
        child.scalarColumn().ifPresent(name -> mappings.add(scalar(child, table.column(name))));
        child.elementKey()
                .filter(path ->
                        child.scalarColumn().filter(child.keyColumn()::equals).isEmpty())
                .ifPresent(path -> mappings.add(read(child, table.column(child.keyColumn()), path, true)));
        child.columns().stream()
                .filter(mapping ->
                        mappings.stream().noneMatch(each -> each.column().equals(mapping.column())))
                .filter(mapping -> !child.keyedByName() || !mapping.column().equals(child.keyColumn()))
                .toList()
                .forEach(mappings::add);
        return mappings;
    }

    private static ColumnMapping scalar(ChildTable child, Column column) {
        return read(child, column, ELEMENT, !column.nullable());
    }

    private Optional<ColumnRules> rules(String column) {
        return columns.columns().stream()
                .filter(rules -> rules.mapping().column().equals(column))
                .findFirst();
    }

    boolean asksForExistingIds() {
        return columns.asksForExistingIds();
    }

    /** Gives every collection and id whose existence decides on the rows of this document's elements. */
    void questions(BsonDocument document, BiConsumer<String, BsonValue> question) {
        if (asksForExistingIds()) {
            elements(document).stream()
                    .filter(element -> !NoValue.is(element))
                    .forEach(element -> columns.questions(within(element), question));
        }
    }

    /** The column's own declaration, where it has one, read from this path of the element. */
    private static ColumnMapping read(ChildTable child, Column column, String path, boolean required) {
        Optional<ColumnMapping> declared = child.columns().stream()
                .filter(mapping -> mapping.column().equals(column.name()))
                .findFirst();
        return new ColumnMapping(
                column.name(),
                column.type(),
                List.of(path),
                Optional.empty(),
                required,
                declared.flatMap(ColumnMapping::whenAbsent),
                declared.flatMap(ColumnMapping::reference),
                declared.map(ColumnMapping::valueMap).orElse(Map.of()),
                declared.map(ColumnMapping::parsing).orElse(Parsing.NONE),
                declared.map(ColumnMapping::policies).orElse(Policies.DEFAULTS));
    }

    ChildTable child() {
        return child;
    }

    FieldPath path() {
        return path;
    }

    List<ColumnRules> elementColumns() {
        return columns.columns();
    }

    /** The table itself, and each of its columns. */
    Stream<ValueSource> valueSources(String collection) {
        Stream<ValueSource> own = Stream.of(new ValueSource(
                new WithoutValue(Kind.CHILD, collection, child.table(), Optional.empty(), child.field()),
                document -> elements(document).stream().anyMatch(element -> !NoValue.is(element))));
        Stream<ValueSource> ofColumns = columns.columns().stream()
                .filter(ColumnRules::readsFields)
                .filter(rules -> scalar.filter(rules::equals).isEmpty())
                .map(rules -> valueSource(rules, collection));
        return Stream.concat(own, ofColumns);
    }

    private ValueSource valueSource(ColumnRules rules, String collection) {
        var declaration = new WithoutValue(
                Kind.COLUMN,
                collection,
                child.table(),
                Optional.of(rules.mapping().column()),
                child.field() + "[]." + rules.fields());
        return new ValueSource(
                declaration,
                document -> elements(document).stream()
                        .filter(BsonValue::isDocument)
                        .anyMatch(element -> rules.find(element.asDocument()).isPresent()));
    }

    /** Null elements have no row; the ordinals of those behind them count them. */
    List<ExpectedChild> expected(Scratch scratch) {
        if (nameKey.isPresent() && hasNoFields(path.in(scratch.document))) {
            scratch.flaw(child.field(), Reason.WRONG_TYPE.code());
            return List.of();
        }
        List<String> names = names(path.in(scratch.document));
        List<BsonValue> elements = elements(scratch.document);
        var rows = new ArrayList<ExpectedChild>(elements.size());
        var keys = new HashSet<Object>();
        for (int ordinal = 0; ordinal < elements.size(); ordinal++) {
            if (NoValue.is(elements.get(ordinal))) {
                continue;
            }
            ExpectedChild row = row(elements.get(ordinal), ordinal, names, scratch);
            if (!keys.add(row.key().asKey())) {
                scratch.flaw(child.field(), Reason.CONFLICT.code());
            }
            rows.add(row);
        }
        return rows;
    }

    private List<BsonValue> elements(BsonDocument document) {
        BsonValue value = path.in(document);
        if (value == null || NoValue.is(value)) {
            return List.of();
        }
        if (nameKey.isPresent()) {
            return value.isDocument() ? List.copyOf(value.asDocument().values()) : List.of();
        }
        return value.isArray() ? value.asArray().getValues() : List.of(value);
    }

    private static boolean hasNoFields(BsonValue value) {
        return value != null && !NoValue.is(value) && !value.isDocument();
    }

    /** Of the elements, where they have some. */
    private List<String> names(BsonValue value) {
        return nameKey.isPresent() && value != null && value.isDocument()
                ? List.copyOf(value.asDocument().keySet())
                : List.of();
    }

    private ExpectedChild row(BsonValue element, int ordinal, List<String> names, Scratch scratch) {
        if (scalar.isEmpty() && !element.isDocument()) {
            scratch.flaw(child.field(), Reason.WRONG_TYPE.code());
        }
        BsonDocument within = within(element);
        var values = new ExpectedValue[columns.width()];
        Arrays.fill(values, ExpectedValue.NULL);
        if (child.isKeyedByOrdinal()) {
            values[keyIndex] = new ExpectedValue.Plain((long) ordinal);
        }
        nameKey.ifPresent(rules -> {
            BsonDocument name = new BsonDocument(ELEMENT, new BsonString(names.get(ordinal)));
            values[keyIndex] = rules.expected(name, path.topLevel(), scratch);
        });
        columns.read(within, path.topLevel(), scratch, values);
        return new ExpectedChild(values[keyIndex], values, ordinal, within);
    }

    /** Where a column's value comes from in the element. */
    Origin origin(String column, ExpectedChild element) {
        String place = child.field() + "[" + element.ordinal() + "]";
        if (nameKey.filter(rules -> rules.mapping().column().equals(column)).isPresent()) {
            return new Origin(Optional.of(place), "name of a field");
        }
        Origin origin = columns.origin(column, element.element());
        return scalar.isPresent() && origin.field().isPresent()
                ? new Origin(Optional.of(place), origin.kind())
                : origin.within(place);
    }

    /** Scalars are compared as if they were in a document of their own. */
    private BsonDocument within(BsonValue element) {
        if (scalar.isPresent()) {
            return new BsonDocument(ELEMENT, element);
        }
        return element.isDocument() ? element.asDocument() : new BsonDocument();
    }
}
