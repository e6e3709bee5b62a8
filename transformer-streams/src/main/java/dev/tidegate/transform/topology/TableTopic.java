package dev.tidegate.transform.topology;

import dev.tidegate.events.row.RowKey;
import dev.tidegate.events.row.TableRow;
import dev.tidegate.events.row.TableSerdes;
import dev.tidegate.mapping.declaration.Table;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** A table's topic and how its records are written. Thread-safe. */
record TableTopic(Table table, String name, Serde<RowKey> keys, Serializer<TableRow> rows) {

    static TableTopic of(Table table, String topic) {
        TableSerdes serdes = new TableSerdes(table);
        return new TableTopic(table, topic, serdes.key(), serdes.row().serializer());
    }

    byte[] bytes(RowKey key) {
        return keys.serializer().serialize(name, key);
    }

    RowKey key(byte[] bytes) {
        return keys.deserializer().deserialize(name, bytes);
    }

    byte[] bytes(TableRow row) {
        return rows.serialize(name, row);
    }
}
