package dev.tidegate.mapping.file;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.ForeignKey;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collections and junctions in the order of the file: entities, each with its children behind it, then junctions. */
final class TablesParser {
    private static final int LONGEST_TOPIC = 249;

    /** A byte that Kafka does not allow takes four characters in a topic's name. */
    private static final int ESCAPED = 4;

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
    void check(String migration, YamlMap root) {
        if (collections.isEmpty()) {
            scope.problems().add(root.keyNode("collections"), "the file needs 'collections', at least one");
        }
        for (CollectionMapping each : collections) {
            checkTopic(migration + ".raw.", each.collection(), root);
        }
        for (Table table : tables) {
            checkTopic(migration + ".table.", table.name(), root);
            checkConstraints(table, root);
        }
    }

    private void checkTopic(String prefix, String name, YamlMap root) {
        int length = prefix.length();
        for (byte unit : name.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = unit > 0 && String.valueOf((char) unit).matches("[A-Za-z0-9_.-]");
            length += plain ? 1 : ESCAPED;
        }
        if (length > LONGEST_TOPIC) {
            scope.problems()
                    .add(
                            root.keyNode("migration"),
                            "the topic of '" + name + "' would have a name of " + length + " characters, Kafka allows "
                                    + LONGEST_TOPIC + ": choose shorter names");
        }
    }

    private void checkConstraints(Table table, YamlMap root) {
        Set<String> seen = new HashSet<>(Set.of(table.name() + "_pkey"));
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
