package dev.tidegate.events.topic;

import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.declaration.TidegateTables;

/**
 * The names of a migration's topics. No two collections or tables have topics that Kafka takes for the same, whatever
 * their names; a migration's name has neither {@code .} nor {@code _}, so that no two migrations have either.
 */
public record Topics(String migration) {

    /** Changes of one collection, keyed by document id. */
    public String raw(String collection) {
        return migration + ".raw." + TopicPart.of(collection);
    }

    /** Rows of one table, keyed by primary key. Tidegate's own tables have the schema in their name. */
    public String table(Table table) {
        String prefix = table.schema().equals(TidegateTables.SCHEMA) ? ".tidegate." : ".table.";
        return migration + prefix + TopicPart.of(table.name());
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
}
