package dev.tidegate.transform.topology;

import dev.tidegate.events.row.RowKey;
import dev.tidegate.events.row.TableRow;
import dev.tidegate.events.row.TableSerdes;
import dev.tidegate.mapping.declaration.Table;
import org.apache.kafka.common.serialization.Serializer;

/** A table's topic and how its records are written. Thread-safe. */
record TableTopic(Table table, String name, Serializer<RowKey> keys, Serializer<TableRow> rows) {

    static TableTopic of(Table table, String topic) {
        TableSerdes serdes = new TableSerdes(table);
        return new TableTopic(
                table, topic, serdes.key().serializer(), serdes.row().serializer());
    }

    byte[] bytes(RowKey key) {
        return keys.serialize(name, key);
    }

    byte[] bytes(TableRow row) {
        return rows.serialize(name, row);
    }
}
