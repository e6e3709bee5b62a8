package dev.tidegate.mapping.file;

import dev.tidegate.mapping.declaration.ForeignKey;
import dev.tidegate.mapping.declaration.ForeignKey.OnDelete;
import dev.tidegate.mapping.declaration.ForeignKey.OnUpdate;
import dev.tidegate.mapping.declaration.GeneratedName;
import dev.tidegate.mapping.declaration.Reference;
import dev.tidegate.mapping.declaration.Reference.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * {@code references}: the name of a collection, or a mapping with {@code collection} (or {@code one_of}, a list of
 * candidates), {@code foreign_key}, {@code on_delete}, {@code on_update}, {@code constraint}.
 */
final class ReferenceParser {
    private final String table;
    private final String column;
    private final boolean required;
    private final Scope scope;

    /** @param node where {@code references} stands */
    record Parsed(Reference reference, Optional<ForeignKey> foreignKey, Node node) {}

    ReferenceParser(String table, String column, boolean required, Scope scope) {
        this.table = table;
        this.column = column;
        this.required = required;
        this.scope = scope;
    }

    Optional<Parsed> parse(YamlMap columnMap) {
        return columnMap.child("references").map(this::parse);
    }

    private Parsed parse(Node node) {
        if (node instanceof ScalarNode scalar) {
            scope.collection(new Value(scalar.getValue(), scalar));
            return new Parsed(new Reference(List.of(new Candidate(scalar.getValue(), column))), Optional.empty(), node);
        }
        YamlMap map = new YamlMap(node, "references of " + table + "." + column, scope.problems());
        List<ForeignKey> foreignKeys = new ArrayList<>();
        List<Candidate> candidates = map.has("one_of") ? oneOf(map, foreignKeys) : List.of(one(map, foreignKeys));
        Optional<Value> by = by(map, candidates);
        map.close();
        checkForeignKeys(candidates, foreignKeys, node);
        return new Parsed(
                new Reference(candidates, by.map(Value::text)),
                foreignKeys.stream().findFirst(),
                node);
    }

    private List<Candidate> oneOf(YamlMap map, List<ForeignKey> foreignKeys) {
        List<Candidate> candidates = new ArrayList<>();
        for (Node each : map.list("one_of")) {
            YamlMap entry = new YamlMap(each, "candidate of " + table + "." + column, scope.problems());
            candidates.add(candidate(entry, entry.text("column", column), foreignKeys));
            entry.close();
        }
        boolean isByField = map.has("by");
        if (!isByField
                && candidates.stream().map(Candidate::collection).distinct().count() < 2) {
            scope.problems().add(map.node(), "'one_of' names at least two collections, each once");
        }
        return candidates.isEmpty() ? List.of(new Candidate("", column)) : candidates;
    }

    /** The field that says which collection is meant, by one text for each. */
    private Optional<Value> by(YamlMap map, List<Candidate> candidates) {
        Optional<Value> by = new PathParser(scope.problems()).path(map, "by");
        if (by.isPresent() && !map.has("one_of")) {
            scope.problems().add(map.keyNode("by"), "'by' goes with 'one_of', whose candidates say 'when'");
        }
        List<String> texts =
                candidates.stream().flatMap(each -> each.when().stream()).toList();
        boolean isWhole = texts.size() == candidates.size();
        if (by.isPresent() && map.has("one_of") && !isWhole) {
            scope.problems()
                    .add(map.node(), "each candidate says 'when': the text of '" + by.get() + "' that means it");
        }
        if (by.isEmpty() && !texts.isEmpty()) {
            scope.problems().add(map.node(), "'when' goes with 'by': the field whose text decides");
        }
        if (texts.stream().distinct().count() < texts.size()) {
            scope.problems().add(map.node(), "two candidates have one 'when'");
        }
        return by;
    }

    private Candidate one(YamlMap map, List<ForeignKey> foreignKeys) {
        return candidate(map, column, foreignKeys);
    }

    private Candidate candidate(YamlMap map, String takenBy, List<ForeignKey> foreignKeys) {
        Optional<Value> collection = map.requiredText("collection");
        Optional<CollectionHeader> target = collection.flatMap(scope::collection);
        boolean saysMore = map.has("on_delete") || map.has("on_update") || map.has("constraint");
        OnDelete onDelete = map.oneOf("on_delete", OnDelete.class, OnDelete.NO_ACTION);
        OnUpdate onUpdate = map.oneOf("on_update", OnUpdate.class, scope.onUpdate());
        String name = map.text("constraint", GeneratedName.of(table, column, "fkey"));
        boolean wanted = map.flag("foreign_key", saysMore);
        checkForeignKey(map, takenBy, wanted, saysMore, onDelete);
        if (wanted && takenBy.equals(column)) {
            scope.names().checkLength("constraint", name, map.valueOrKey("constraint", map.node()));
            target.ifPresent(
                    to -> foreignKeys.add(new ForeignKey(name, column, to.table(), to.idColumn(), onDelete, onUpdate)));
        }
        return new Candidate(
                collection.map(Value::text).orElse(""),
                takenBy,
                map.text("when").map(Value::text));
    }

    private void checkForeignKey(YamlMap map, String takenBy, boolean wanted, boolean saysMore, OnDelete onDelete) {
        if (saysMore && !wanted) {
            scope.problems().add(map.node(), "'foreign_key: false' goes with no on_delete, on_update or constraint");
        }
        if (wanted && !takenBy.equals(column)) {
            scope.problems()
                    .add(
                            map.node(),
                            "the foreign key of column '" + takenBy + "' is stated with that column's references");
        }
        if (wanted && required && onDelete == OnDelete.SET_NULL) {
            scope.problems().add(map.node(), "on_delete: set_null needs a column that is not required");
        }
    }

    private void checkForeignKeys(List<Candidate> candidates, List<ForeignKey> foreignKeys, Node node) {
        long own =
                candidates.stream().filter(each -> each.column().equals(column)).count();
        if (!foreignKeys.isEmpty() && own > 1) {
            scope.problems()
                    .add(node, "column '" + column + "' takes ids of several collections: no foreign key can hold");
        }
    }
}
