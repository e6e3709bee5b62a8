package dev.tidegate.transform.topology;

import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.declaration.TidegateTables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** The topics of all tables of a migration, and its junctions that are fed by both ends. Thread-safe. */
final class TableTopics {
    private final Map<Table, TableTopic> topics = new HashMap<>();
    private final List<TableTopic> unions;
    private final TableTopic unmapped;
    private final TableTopic deadLetter;
    private final TableTopic idMap;

    TableTopics(Migration migration) {
        Topics names = new Topics(migration.name());
        migration.tablesWithTopic().forEach(table -> topics.put(table, TableTopic.of(table, names.table(table))));
        this.unions = migration.junctions().stream()
                .filter(Junction::isUnion)
                .map(junction -> of(migration.table(junction.table())))
                .toList();
        this.unmapped = of(TidegateTables.UNMAPPED);
        this.deadLetter = of(TidegateTables.DEAD_LETTER);
        this.idMap = of(TidegateTables.ID_MAP);
    }

    TableTopic of(Table table) {
        TableTopic topic = topics.get(table);
        if (topic == null) {
            throw new NoSuchElementException("table " + table.name() + " is not in the migration");
        }
        return topic;
    }

    TableTopic unmapped() {
        return unmapped;
    }

    TableTopic deadLetter() {
        return deadLetter;
    }

    TableTopic idMap() {
        return idMap;
    }

    /** Junctions fed by both ends, in the file's order. */
    List<TableTopic> unions() {
        return unions;
    }
}
