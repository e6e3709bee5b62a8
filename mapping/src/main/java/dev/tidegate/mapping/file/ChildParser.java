package dev.tidegate.mapping.file;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.ForeignKey;
import dev.tidegate.mapping.declaration.ForeignKey.OnDelete;
import dev.tidegate.mapping.declaration.GeneratedName;
import dev.tidegate.mapping.declaration.Parsing;
import dev.tidegate.mapping.declaration.Policies;
import dev.tidegate.mapping.declaration.Reference;
import dev.tidegate.mapping.declaration.Reference.Candidate;
import dev.tidegate.mapping.declaration.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/**
 * One entry under {@code children}. Its table's columns are the parent's id, the ordinal where that is the key, and the
 * declared columns; an element key without a declared column becomes a {@code text} column.
 */
final class ChildParser {
    /** Whether two of their values are equal is no plain matter: 1 and 1.0 within {@code jsonb} are. */
    private static final Set<ColumnKind> NO_KEYS = Set.of(ColumnKind.JSON, ColumnKind.JSONB, ColumnKind.LIST);

    record Parsed(ChildTable mapping, Table table) {}

    private record Key(String column, Optional<String> element, boolean isName) {
        boolean isOrdinal() {
            return element.isEmpty() && !isName;
        }
    }

    private final CollectionHeader parent;
    private final String name;
    private final Node place;
    private final Scope scope;

    ChildParser(CollectionHeader parent, String name, Node place, Scope scope) {
        this.parent = parent;
        this.name = name;
        this.place = place;
        this.scope = scope;
    }

    Parsed parse(YamlMap map) {
        scope.names().claimRelation("table", name, place);
        scope.names().claimPrimaryKey(name, place);
        String field = field(map);
        String parentColumn = map.text("parent", "parent_id");
        Key key = key(map);
        scope.names().checkColumn(name, parentColumn, map.valueOrKey("parent", place));
        scope.names().checkColumn(name, key.column(), map.valueOrKey("key", place));
        Set<String> taken = key.isOrdinal() && !key.column().equals(parentColumn)
                ? Set.of(parentColumn, key.column())
                : Set.of(parentColumn);
        Set<String> takesElements =
                map.text("scalar").map(Value::text).map(Set::of).orElse(Set.of());
        List<ColumnParser.Parsed> columns = new ColumnsParser(name, scope).parse(map, taken, takesElements);
        ColumnsParser.checkCreationTimes(columns, parent, scope);
        Optional<String> scalar = scalar(map, key, columns);
        checkElementKey(key, columns);
        checkNameKey(key, columns);
        ChildTable mapping = new ChildTable(
                name,
                field,
                parentColumn,
                key.column(),
                key.element(),
                key.isName(),
                scalar,
                mappings(columns, key, scalar));
        Parsed parsed = new Parsed(mapping, table(map, mapping, columns));
        map.close();
        return parsed;
    }

    private String field(YamlMap map) {
        PathParser paths = new PathParser(scope.problems());
        Optional<Value> path =
                map.child("from").isPresent() ? paths.path(map, "from") : paths.ofDotted(new Value(name, place));
        return path.map(Value::text).orElse(name);
    }

    private Key key(YamlMap map) {
        YamlMap key = map.map("key", "key of " + name);
        boolean isElement = key.child("element").isPresent();
        Optional<Value> element = new PathParser(scope.problems()).path(key, "element");
        Optional<Value> ordinal = key.text("ordinal");
        Optional<Value> named = key.text("map_key");
        if (Stream.of(isElement, ordinal.isPresent(), named.isPresent())
                        .filter(each -> each)
                        .count()
                != 1) {
            scope.problems()
                    .add(
                            key.node(),
                            "child table " + name + " needs a key: {ordinal: COLUMN}, {element: PATH}, or"
                                    + " {map_key: COLUMN}");
        }
        String column = element.map(path -> key.text("column", path.text()))
                .or(() -> ordinal.or(() -> named).map(Value::text))
                .orElse("ordinal");
        key.close();
        return new Key(column, element.map(Value::text), named.isPresent());
    }

    private Optional<String> scalar(YamlMap map, Key key, List<ColumnParser.Parsed> columns) {
        Optional<Value> scalar = map.text("scalar");
        scalar.filter(value -> columns.stream().noneMatch(each -> takesElement(each, value.text())))
                .ifPresent(value -> scope.problems()
                        .add(
                                value.node(),
                                "'scalar' names a column of " + name
                                        + " that takes the element itself, without 'from' or 'constant'"));
        scalar.filter(value -> key.element().isPresent())
                .ifPresent(value -> scope.problems()
                        .add(value.node(), "single values have no element key: write key: {ordinal: COLUMN}"));
        scalar.filter(value -> key.isName() && value.text().equals(key.column()))
                .ifPresent(value -> scope.problems()
                        .add(value.node(), "'scalar' takes the values, and '" + value + "' their names: two columns"));
        scalar.filter(value -> columns.stream().anyMatch(each -> isByField(each, value.text())))
                .ifPresent(value -> scope.problems()
                        .add(value.node(), "'by' reads a field beside the id, and a scalar has none beside it"));
        scalar.ifPresent(value -> checkBesideScalar(value.text(), key, columns));
        return scalar.map(Value::text);
    }

    private static boolean isByField(ColumnParser.Parsed column, String scalar) {
        return column.mapping().column().equals(scalar)
                && column.mapping()
                        .reference()
                        .flatMap(reference -> reference.by())
                        .isPresent();
    }

    /** Single values have no fields: a column that reads one would be absent in every row. */
    private void checkBesideScalar(String scalar, Key key, List<ColumnParser.Parsed> columns) {
        Set<String> given = givenIds(scalar, columns);
        columns.stream()
                .filter(each -> !each.mapping().column().equals(scalar))
                .filter(each -> !key.isName() || !each.mapping().column().equals(key.column()))
                .filter(each -> !each.mapping().fields().isEmpty())
                .filter(each ->
                        each.statesFields() || !given.contains(each.mapping().column()))
                .forEach(each -> scope.problems()
                        .add(
                                each.node(),
                                "column '" + each.mapping().column() + "' of " + name + " reads field '"
                                        + each.mapping().fields().get(0) + "' of the elements, which are single values:"
                                        + " '" + scalar + "' takes them; beside it are columns with a 'constant', and"
                                        + " those that its reference to one of several collections names"));
    }

    private static Set<String> givenIds(String scalar, List<ColumnParser.Parsed> columns) {
        return columns.stream()
                .filter(each -> each.mapping().column().equals(scalar))
                .flatMap(each -> each.mapping().reference().stream())
                .flatMap(reference -> reference.candidates().stream())
                .map(Candidate::column)
                .collect(Collectors.toSet());
    }

    private static boolean takesElement(ColumnParser.Parsed column, String name) {
        return column.column().name().equals(name)
                && column.mapping().constant().isEmpty()
                && (column.mapping().fields().isEmpty() || !column.statesFields());
    }

    /** The key's column takes what the key says; a field of its own would leave one of the two unread. */
    private void checkElementKey(Key key, List<ColumnParser.Parsed> columns) {
        columns.stream()
                .filter(each -> key.element().isPresent())
                .filter(each -> each.mapping().column().equals(key.column()) && each.statesFields())
                .filter(each ->
                        !each.mapping().fields().equals(List.of(key.element().get())))
                .forEach(each -> scope.problems()
                        .add(
                                each.node(),
                                "column '" + key.column() + "' of " + name + " is the key and reads '"
                                        + key.element().get() + "': take its 'from' or 'constant' away"));
    }

    /** The name of a field is known before any document's fields are asked for. */
    private void checkNameKey(Key key, List<ColumnParser.Parsed> columns) {
        columns.stream()
                .filter(each -> key.isName() && each.mapping().column().equals(key.column()))
                .filter(each -> each.statesFields()
                        || each.mapping().reference().stream().anyMatch(Reference::isToOneOfSeveral))
                .forEach(each -> scope.problems()
                        .add(
                                each.node(),
                                "column '" + key.column() + "' of " + name + " takes the names of the sub-document's"
                                        + " fields: it has no 'from', no 'constant', and refers to one collection"));
    }

    private List<ColumnMapping> mappings(List<ColumnParser.Parsed> columns, Key key, Optional<String> scalar) {
        List<ColumnMapping> mappings = new ArrayList<>();
        for (ColumnMapping mapping : ColumnsParser.mappings(columns)) {
            mappings.add(reading(mapping, key, scalar));
        }
        boolean isDeclared = mappings.stream().anyMatch(each -> each.column().equals(key.column()));
        if (!key.isOrdinal() && !isDeclared) {
            mappings.add(0, keyMapping(key));
        }
        return mappings;
    }

    private ColumnMapping keyMapping(Key key) {
        return new ColumnMapping(
                key.column(),
                ColumnType.of(ColumnKind.TEXT),
                key.element().stream().toList(),
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Parsing.NONE,
                Policies.DEFAULTS);
    }

    private static ColumnMapping reading(ColumnMapping mapping, Key key, Optional<String> scalar) {
        if (scalar.isPresent()) {
            return reading(mapping, List.of());
        }
        boolean isKey = !key.isOrdinal() && mapping.column().equals(key.column());
        return isKey ? reading(mapping, key.element().stream().toList()) : mapping;
    }

    private static ColumnMapping reading(ColumnMapping mapping, List<String> fields) {
        return new ColumnMapping(
                mapping.column(),
                mapping.type(),
                fields,
                mapping.constant(),
                mapping.required(),
                mapping.whenAbsent(),
                mapping.reference(),
                mapping.valueMap(),
                mapping.parsing(),
                mapping.policies());
    }

    private Table table(YamlMap map, ChildTable child, List<ColumnParser.Parsed> parsed) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(child.parentColumn(), ColumnType.of(ColumnKind.UUID), false, Optional.empty()));
        boolean keyIsDeclared =
                parsed.stream().anyMatch(each -> each.column().name().equals(child.keyColumn()));
        if (!keyIsDeclared) {
            ColumnKind kind = child.isKeyedByOrdinal() ? ColumnKind.INTEGER : ColumnKind.TEXT;
            columns.add(new Column(child.keyColumn(), ColumnType.of(kind), false, Optional.empty()));
        }
        columns.addAll(ColumnsParser.columns(parsed));
        checkKey(child, columns);
        List<ForeignKey> foreignKeys = new ArrayList<>(parentKey(map, child));
        foreignKeys.addAll(ColumnsParser.foreignKeys(parsed));
        return new Table(
                scope.schema(),
                name,
                columns,
                List.of(child.parentColumn(), child.keyColumn()),
                foreignKeys,
                new IndexParser(name, columns, scope).parse(map));
    }

    private void checkKey(ChildTable child, List<Column> columns) {
        if (child.keyColumn().equals(child.parentColumn())) {
            scope.problems().add(place, "child table " + name + ": parent and key must be two columns");
        }
        columns.stream()
                .filter(column -> column.name().equals(child.keyColumn()))
                .filter(column -> NO_KEYS.contains(column.type().kind()))
                .forEach(column -> scope.problems()
                        .add(
                                place,
                                "child table " + name + ": the key column '" + column.name() + "' cannot be "
                                        + column.type()
                                        + ": take a column of single values as the key, or {ordinal: COLUMN}"));
        boolean isNullable =
                columns.stream().anyMatch(column -> column.name().equals(child.keyColumn()) && column.nullable());
        if (isNullable) {
            scope.problems()
                    .add(
                            place,
                            "child table " + name + ": the key column '" + child.keyColumn() + "' must be required");
        }
    }

    private List<ForeignKey> parentKey(YamlMap map, ChildTable child) {
        boolean wanted = map.flag("foreign_key", true);
        OnDelete onDelete = map.oneOf("on_delete", OnDelete.class, OnDelete.CASCADE);
        String constraint = map.text("constraint", GeneratedName.of(name, child.parentColumn(), "fkey"));
        if (!wanted) {
            return List.of();
        }
        if (onDelete == OnDelete.SET_NULL) {
            scope.problems()
                    .add(map.keyNode("on_delete"), "on_delete: set_null cannot be: the parent's id is part of the key");
        }
        scope.names().checkLength("constraint", constraint, map.valueOrKey("constraint", place));
        return List.of(new ForeignKey(
                constraint, child.parentColumn(), parent.table(), parent.idColumn(), onDelete, scope.onUpdate()));
    }
}
