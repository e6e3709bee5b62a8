package dev.tidegate.mapping.file;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.ForeignKey;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** Collections and junctions in the order of the file: entities, each with its children behind it, then junctions. */
final class TablesParser {
    private static final int MOST_COLUMNS = 1_600;

    private final Scope scope;
    private final List<CollectionMapping> collections = new ArrayList<>();
    private final List<Junction> junctions = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();
    /** Where each entity's table is named first. */
    private final Map<String, Integer> lines = new HashMap<>();

    TablesParser(Scope scope) {
        this.scope = scope;
    }

    void parseCollections(YamlMap map) {
        for (String name : map.names()) {
            CollectionParser parser = new CollectionParser(scope.collections().get(name), scope);
            YamlMap collection = map.map(name, "collection " + name);
            CollectionParser.Parsed parsed = parser.parse(collection);
            Node place = collection.valueOrKey("table", map.keyNode(name));
            parsed.tables().forEach(table -> add(table, parsed.mapping(), place));
            lines.putIfAbsent(parsed.mapping().table(), place.getStartMark().getLine() + 1);
            collections.add(parsed.mapping());
        }
    }

    /** Several collections may become one table, when they declare it alike. */
    private void add(Table table, CollectionMapping mapping, Node place) {
        Optional<CollectionMapping> first = collections.stream()
                .filter(each -> each.table().equals(table.name())
                        && table.name().equals(mapping.table())
                        && !each.source().equals(mapping.source()))
                .findFirst();
        if (first.isEmpty()) {
            tables.add(table);
            return;
        }
        Table known = tables.stream()
                .filter(each -> each.name().equals(table.name()))
                .findFirst()
                .orElseThrow();
        difference(known, table, mapping)
                .ifPresent(difference -> scope.problems()
                        .add(
                                place,
                                "the name " + table.name() + " is taken by table '" + table.name() + "' in line "
                                        + lines.get(table.name()) + "; to become one table with collection '"
                                        + first.get().collection() + "', " + difference));
    }

    private Optional<String> difference(Table known, Table table, CollectionMapping mapping) {
        if (!known.columns().equals(table.columns())) {
            return Optional.of("both must declare the same columns, in one order, with one type, NOT NULL and"
                    + " database_default");
        }
        if (!known.foreignKeys().equals(table.foreignKeys())) {
            return Optional.of("both must declare the same foreign keys");
        }
        if (!table.indexes().isEmpty()) {
            return Optional.of("the indexes are stated with that collection alone");
        }
        boolean isOtherAny =
                collections.stream().anyMatch(each -> each.table().equals(table.name()) && each.ids() == IdKind.ANY);
        return isOtherAny && mapping.ids() == IdKind.ANY
                ? Optional.of(
                        "only one of them can have 'ids: any': other ids than ObjectIds do not say whose they are")
                : Optional.empty();
    }

    void parseJunctions(YamlMap map) {
        for (String name : map.names()) {
            YamlMap junction = map.map(name, "junction " + name);
            new JunctionParser(name, map.keyNode(name), scope).parse(junction).ifPresent(parsed -> {
                junctions.add(parsed.junction());
                tables.add(parsed.table());
            });
        }
    }

    /** What can be seen only with all tables at hand. */
    void check(YamlMap root) {
        if (collections.isEmpty()) {
            scope.problems().add(root.keyNode("collections"), "the file needs 'collections', at least one");
        }
        for (Table table : tables) {
            checkConstraints(table, root);
            checkSize(table, root);
        }
    }

    private void checkConstraints(Table table, YamlMap root) {
        Set<String> seen = new HashSet<>(Set.of(table.primaryKeyName()));
        for (ForeignKey key : table.foreignKeys()) {
            if (!seen.add(key.name())) {
                scope.problems()
                        .add(
                                root.keyNode("collections"),
                                "table '" + table.name() + "' has two constraints named '" + key.name()
                                        + "': set 'constraint'");
            }
        }
    }

    private void checkSize(Table table, YamlMap root) {
        if (table.columns().size() > MOST_COLUMNS) {
            scope.problems()
                    .add(
                            root.keyNode("collections"),
                            "table '" + table.name() + "' has "
                                    + table.columns().size()
                                    + " columns; PostgreSQL's tables have at most " + MOST_COLUMNS
                                    + ": leave fields out (they are kept in tidegate.unmapped), or take a sub-document as"
                                    + " one column of jsonb");
        }
    }

    List<CollectionMapping> collections() {
        return collections;
    }

    List<Junction> junctions() {
        return junctions;
    }

    List<Table> tables() {
        return tables;
    }
}
