package dev.tidegate.validator.document;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Policies;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.validator.difference.Kinds;
import dev.tidegate.validator.document.Verdict.ExpectedChild;
import dev.tidegate.validator.value.ExpectedValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;

/** The rows that an embedded array, or a sub-document, gives. */
final class ChildRules {
    private static final String ELEMENT = "element";

    private final ChildTable child;
    private final FieldPath path;
    private final List<String> columns;
    private final int keyIndex;
    private final Optional<ColumnRules> elementKey;
    private final Optional<ColumnRules> scalar;
    private final List<ColumnRules> others;

    ChildRules(ChildTable child, Migration migration) {
        refuseSeveral(child);
        this.child = child;
        this.path = FieldPath.of(child.field());
        Table table = migration.table(child.table());
        this.columns = table.columns().stream().map(Column::name).toList();
        this.keyIndex = columns.indexOf(child.keyColumn());
        this.elementKey = child.elementKey()
                .map(path -> new ColumnRules(read(table.column(child.keyColumn()), path, true), migration));
        this.scalar = child.scalarColumn()
                .map(name -> new ColumnRules(
                        read(table.column(name), ELEMENT, !table.column(name).nullable()), migration));
        this.others = child.columns().stream()
                .filter(mapping -> !mapping.column().equals(child.keyColumn()))
                .filter(mapping ->
                        child.scalarColumn().filter(mapping.column()::equals).isEmpty())
                .map(mapping -> new ColumnRules(mapping, migration))
                .toList();
    }

    private static void refuseSeveral(ChildTable child) {
        child.columns().stream()
                .filter(column -> column.reference()
                        .filter(reference -> reference.isToOneOfSeveral())
                        .isPresent())
                .findFirst()
                .ifPresent(column -> {
                    throw new IllegalArgumentException("column " + column.column() + " of child table " + child.table()
                            + " refers to one of several collections: the comparison cannot check that yet");
                });
    }

    /** The column's own declaration, where it has one, read from this path of the element. */
    private ColumnMapping read(Column column, String path, boolean required) {
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
                declared.map(ColumnMapping::policies).orElse(Policies.DEFAULTS));
    }

    ChildTable child() {
        return child;
    }

    FieldPath path() {
        return path;
    }

    List<ExpectedChild> expected(Scratch scratch) {
        BsonValue value = path.in(scratch.document);
        if (value == null || value.isNull()) {
            return List.of();
        }
        List<BsonValue> elements = value.isArray() ? value.asArray().getValues() : List.of(value);
        var rows = new ArrayList<ExpectedChild>(elements.size());
        var keys = new HashSet<Object>();
        for (int ordinal = 0; ordinal < elements.size(); ordinal++) {
            ExpectedChild row = row(elements.get(ordinal), ordinal, scratch);
            if (!keys.add(row.key().asKey())) {
                scratch.flaw(child.field(), "conflict");
            }
            rows.add(row);
        }
        return rows;
    }

    private ExpectedChild row(BsonValue element, int ordinal, Scratch scratch) {
        BsonDocument within = within(element, scratch);
        var values = new ExpectedValue[columns.size()];
        Arrays.fill(values, ExpectedValue.NULL);
        ExpectedValue key = elementKey
                .map(rules -> rules.expected(within, path.topLevel(), scratch))
                .orElseGet(() -> new ExpectedValue.Plain((long) ordinal));
        values[keyIndex] = key;
        scalar.ifPresent(rules -> set(values, rules, within, scratch));
        others.forEach(rules -> set(values, rules, within, scratch));
        return new ExpectedChild(key, values, ordinal, within);
    }

    /** Where a column's value comes from in the element. */
    Origin origin(String column, ExpectedChild element) {
        String place = child.field() + "[" + element.ordinal() + "]";
        if (scalar.filter(rules -> rules.mapping().column().equals(column)).isPresent()) {
            return new Origin(Optional.of(place), Kinds.of(element.element().get(ELEMENT)));
        }
        return Stream.concat(elementKey.stream(), others.stream())
                .filter(rules -> rules.mapping().column().equals(column))
                .findFirst()
                .map(rules -> rules.origin(element.element()).within(place))
                .orElse(new Origin(Optional.of(place), Kinds.of(element.element())));
    }

    private void set(ExpectedValue[] values, ColumnRules rules, BsonDocument within, Scratch scratch) {
        values[columns.indexOf(rules.mapping().column())] = rules.expected(within, path.topLevel(), scratch);
    }

    /** Scalars are looked at as if they were in a document of their own. */
    private BsonDocument within(BsonValue element, Scratch scratch) {
        if (scalar.isPresent()) {
            return new BsonDocument(ELEMENT, element.isArray() ? nested(element.asArray(), scalar.get()) : element);
        }
        if (element.isDocument()) {
            return element.asDocument();
        }
        if (!element.isNull()) {
            scratch.flaw(child.field(), "wrong-type");
        }
        return new BsonDocument();
    }

    /** For a scalar column an array of nothing is as if absent, unless the file refuses conversions. */
    private static BsonValue nested(BsonArray element, ColumnRules column) {
        return element.isEmpty() && !column.policy().refusesConversions() ? BsonNull.VALUE : element;
    }
}
