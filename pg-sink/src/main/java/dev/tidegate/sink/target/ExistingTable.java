package dev.tidegate.sink.target;

import java.util.List;

/**
 * A table as PostgreSQL's catalog has it.
 *
 * @param kind {@code relkind}: r table, p partitioned, v view, …
 * @param obstacles what would refuse or change rows while they flow, in words
 */
record ExistingTable(
        String name, char kind, List<ExistingColumn> columns, List<String> primaryKey, List<String> obstacles) {

    /** @param type {@code format_type}; for an enum {@code enum} and its name, with the schema when it is another */
    record ExistingColumn(String name, String type, boolean notNull, boolean generated) {}
}
