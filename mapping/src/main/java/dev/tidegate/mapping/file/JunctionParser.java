package dev.tidegate.mapping.file;

import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.ForeignKey;
import dev.tidegate.mapping.declaration.ForeignKey.OnDelete;
import dev.tidegate.mapping.declaration.ForeignKey.OnUpdate;
import dev.tidegate.mapping.declaration.GeneratedName;
import dev.tidegate.mapping.declaration.Index;
import dev.tidegate.mapping.declaration.Index.Method;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Junction.End;
import dev.tidegate.mapping.declaration.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/** One entry under {@code junctions}. */
final class JunctionParser {
    record Parsed(Junction junction, Table table) {}

    /** Who holds the edges. */
    private enum Edges {
        UNION,
        LEFT,
        RIGHT
    }

    private record Side(End end, Optional<ForeignKey> foreignKey, Index index) {}

    private record Actions(boolean foreignKeys, OnDelete onDelete, OnUpdate onUpdate) {}

    private final String name;
    private final Node place;
    private final Scope scope;

    JunctionParser(String name, Node place, Scope scope) {
        this.name = name;
        this.place = place;
        this.scope = scope;
    }

    /** Empty when it is too broken to stand for anything; its problems are reported then. */
    Optional<Parsed> parse(YamlMap map) {
        scope.names().claimRelation("table", name, place);
        scope.names().claimPrimaryKey(name, place);
        Actions actions = new Actions(
                map.flag("foreign_keys", true),
                map.oneOf("on_delete", OnDelete.class, OnDelete.CASCADE),
                map.oneOf("on_update", OnUpdate.class, scope.onUpdate()));
        if (actions.onDelete() == OnDelete.SET_NULL) {
            scope.problems().add(map.keyNode("on_delete"), "on_delete: set_null cannot be: both ends are the key");
        }
        Optional<Side> left = side(map, "left", actions);
        Optional<Side> right = side(map, "right", actions);
        boolean fits = left.isPresent()
                && right.isPresent()
                && fits(map, left.get().end(), right.get().end());
        PoliciesParser.dangling(map).ifPresent(dangling -> {
            left.ifPresent(side -> scope.dangling(name, side.end().column(), dangling));
            right.ifPresent(side -> scope.dangling(name, side.end().column(), dangling));
            if (!actions.foreignKeys()) {
                scope.problems().add(map.keyNode("dangling"), "'dangling' is for junctions with foreign keys");
            }
        });
        map.close();
        return fits ? Optional.of(parsed(left.get(), right.get())) : Optional.empty();
    }

    private Optional<Side> side(YamlMap junction, String key, Actions actions) {
        YamlMap map = junction.map(key, "'" + key + "' of junction " + name);
        Optional<Value> collection = map.requiredText("collection");
        Optional<Value> column = map.requiredText("column");
        Optional<Value> array = new PathParser(scope.problems()).path(map, "array");
        Optional<CollectionHeader> header = collection.flatMap(scope::collection);
        String index =
                map.text("index", GeneratedName.of(name, column.map(Value::text).orElse(""), "idx"));
        String constraint = map.text(
                "constraint", GeneratedName.of(name, column.map(Value::text).orElse(""), "fkey"));
        map.close();
        if (header.isEmpty() || column.isEmpty()) {
            return Optional.empty();
        }
        String columnName = column.get().text();
        scope.names().checkColumn(name, columnName, column.get().node());
        scope.names().claimRelation("index", index, column.get().node());
        scope.names().checkLength("constraint", constraint, column.get().node());
        return Optional.of(new Side(
                new End(header.get().collection(), columnName, array.map(Value::text)),
                actions.foreignKeys()
                        ? Optional.of(foreignKey(constraint, columnName, header.get(), actions))
                        : Optional.empty(),
                new Index(index, 1, false, Method.BTREE, List.of(columnName), Optional.empty(), Optional.empty())));
    }

    private static ForeignKey foreignKey(String constraint, String column, CollectionHeader to, Actions actions) {
        return new ForeignKey(constraint, column, to.table(), to.idColumn(), actions.onDelete(), actions.onUpdate());
    }

    private boolean fits(YamlMap map, End left, End right) {
        boolean columnsDiffer = !left.column().equals(right.column());
        boolean anyArray = left.array().isPresent() || right.array().isPresent();
        boolean arraysDiffer =
                !left.collection().equals(right.collection()) || !left.array().equals(right.array());
        if (!columnsDiffer) {
            scope.problems().add(place, "junction " + name + ": its two columns need two names");
        }
        if (!anyArray) {
            scope.problems()
                    .add(place, "junction " + name + ": at least one end names the 'array' that holds its edges");
        }
        if (anyArray && !arraysDiffer) {
            scope.problems().add(place, "junction " + name + ": both ends read one array of one collection");
        }
        Edges held = left.array().isEmpty() ? Edges.RIGHT : right.array().isEmpty() ? Edges.LEFT : Edges.UNION;
        if (map.oneOf("edges", Edges.class, held) != held && anyArray) {
            scope.problems()
                    .add(
                            map.keyNode("edges"),
                            "'edges' and the arrays do not agree: an end that holds no edges names no"
                                    + " 'array', an end that holds edges names one");
        }
        return columnsDiffer && anyArray && arraysDiffer;
    }

    private Parsed parsed(Side left, Side right) {
        List<String> key = List.of(left.end().column(), right.end().column());
        List<Column> columns = key.stream()
                .map(column -> new Column(column, ColumnType.of(ColumnKind.UUID), false, Optional.empty()))
                .toList();
        List<ForeignKey> foreignKeys = Stream.of(left.foreignKey(), right.foreignKey())
                .flatMap(Optional::stream)
                .toList();
        Table table = new Table(scope.schema(), name, columns, key, foreignKeys, List.of(left.index(), right.index()));
        return new Parsed(new Junction(name, left.end(), right.end()), table);
    }
}
