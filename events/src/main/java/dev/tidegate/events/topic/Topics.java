package dev.tidegate.events.topic;

import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.declaration.TidegateTables;
import java.nio.charset.StandardCharsets;

/**
 * The names of a migration's topics.
 *
 * <p>A byte of a collection's or table's name (in UTF-8) that Kafka does not allow is written as {@code _xHH}; a name's
 * own {@code _x} is written so too, and thus two names never meet in one topic.
 */
public record Topics(String migration) {

    /** Changes of one collection, keyed by document id. */
    public String raw(String collection) {
        return migration + ".raw." + escape(collection);
    }

    /** Rows of one table, keyed by primary key. Tidegate's own tables have the schema in their name. */
    public String table(Table table) {
        String prefix = table.schema().equals(TidegateTables.SCHEMA) ? ".tidegate." : ".table.";
        return migration + prefix + escape(table.name());
    }

    /** Debezium's offsets, the snapshot's finished ranges, and what else cdc-source must find again. */
    public String sourceState() {
        return migration + ".source.state";
    }

    /** Requests to cdc-source to publish documents again. */
    public String sourceRequests() {
        return migration + ".source.requests";
    }

    /** Application id of the Streams application, prefix of its changelog and repartition topics. */
    public String transformApplicationId() {
        return migration + ".transform";
    }

    /** Consumer group of the sink: it shares out partitions; positions are kept in PostgreSQL. */
    public String sinkGroup() {
        return migration + ".sink";
    }

    private static String escape(String name) {
        StringBuilder escaped = new StringBuilder();
        for (byte unit : name.replace("_x", "_x5fx").getBytes(StandardCharsets.UTF_8)) {
            if (isAllowed(unit)) {
                escaped.append((char) unit);
            } else {
                escaped.append(String.format("_x%02x", unit));
            }
        }
        return escaped.toString();
    }

    private static boolean isAllowed(byte unit) {
        return unit >= 'a' && unit <= 'z'
                || unit >= 'A' && unit <= 'Z'
                || unit >= '0' && unit <= '9'
                || unit == '_'
                || unit == '-'
                || unit == '.';
    }
}
