package dev.tidegate.mapping.file;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.ForeignKey;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collections and junctions in the order of the file: entities, each with its children behind it, then junctions. */
final class TablesParser {
    private static final int MOST_COLUMNS = 1_600;

    private final Scope scope;
    private final List<CollectionMapping> collections = new ArrayList<>();
    private final List<Junction> junctions = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();

    TablesParser(Scope scope) {
        this.scope = scope;
    }

    void parseCollections(YamlMap map) {
        for (String name : map.names()) {
            CollectionParser parser = new CollectionParser(scope.collections().get(name), scope);
            CollectionParser.Parsed parsed = parser.parse(map.map(name, "collection " + name));
            collections.add(parsed.mapping());
            tables.addAll(parsed.tables());
        }
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
