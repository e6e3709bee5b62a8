package dev.tidegate.mapping.declaration;

import java.util.List;
import java.util.Optional;

/** Tidegate's own tables that are filled through table topics, exactly as the application's tables are. */
public final class TidegateTables {
    public static final String SCHEMA = "tidegate";

    /** Fields that no declaration reads, and originals of values that could not be carried. */
    public static final Table UNMAPPED = table(
            "unmapped",
            List.of(
                    required("table", ColumnKind.TEXT),
                    required("id", ColumnKind.UUID),
                    required("fields", ColumnKind.JSONB)),
            List.of("table", "id"));

    /** One row for each document that could not be made or written. */
    public static final Table DEAD_LETTER = new Table(
            SCHEMA,
            "dead_letter",
            List.of(
                    required("collection", ColumnKind.TEXT),
                    required("document_id", ColumnKind.TEXT),
                    required("stage", ColumnKind.TEXT),
                    required("reason", ColumnKind.TEXT),
                    optional("field", ColumnKind.TEXT),
                    optional("sqlstate", ColumnKind.TEXT),
                    required("message", ColumnKind.TEXT),
                    optional("topic", ColumnKind.TEXT),
                    optional("partition", ColumnKind.INTEGER),
                    optional("offset", ColumnKind.BIGINT),
                    required("stale", ColumnKind.BOOLEAN),
                    required("first_seen", ColumnKind.TIMESTAMPTZ),
                    required("last_seen", ColumnKind.TIMESTAMPTZ)),
            List.of("collection", "document_id"),
            List.of(),
            List.of(),
            Optional.of("digest"));

    /** The way back for ids that are no ObjectIds. */
    public static final Table ID_MAP = table(
            "id_map",
            List.of(
                    required("id", ColumnKind.UUID),
                    required("collection", ColumnKind.TEXT),
                    required("document_id", ColumnKind.TEXT)),
            List.of("id"));

    public static final List<Table> ALL_WITH_TOPIC = List.of(UNMAPPED, DEAD_LETTER, ID_MAP);

    private TidegateTables() {}

    private static Table table(String name, List<Column> columns, List<String> primaryKey) {
        return new Table(SCHEMA, name, columns, primaryKey, List.of(), List.of());
    }

    private static Column required(String name, ColumnKind kind) {
        return new Column(name, ColumnType.of(kind), false, Optional.empty());
    }

    private static Column optional(String name, ColumnKind kind) {
        return new Column(name, ColumnType.of(kind), true, Optional.empty());
    }
}
