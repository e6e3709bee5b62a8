package dev.tidegate.mapping.declaration;

import dev.tidegate.mapping.declaration.ColumnType.Kind;
import java.util.List;
import java.util.Optional;

/** Tidegate's own tables that are filled through table topics, exactly as the application's tables are. */
public final class TidegateTables {
    public static final String SCHEMA = "tidegate";

    /** Fields that no declaration reads, and originals of values that could not be carried. */
    public static final Table UNMAPPED = table(
            "unmapped",
            List.of(required("table", Kind.TEXT), required("id", Kind.UUID), required("fields", Kind.JSONB)),
            List.of("table", "id"));

    /** One row for each document that could not be made or written. */
    public static final Table DEAD_LETTER = new Table(
            SCHEMA,
            "dead_letter",
            List.of(
                    required("collection", Kind.TEXT),
                    required("document_id", Kind.TEXT),
                    required("stage", Kind.TEXT),
                    required("reason", Kind.TEXT),
                    optional("field", Kind.TEXT),
                    optional("sqlstate", Kind.TEXT),
                    required("message", Kind.TEXT),
                    optional("topic", Kind.TEXT),
                    optional("partition", Kind.INTEGER),
                    optional("offset", Kind.BIGINT),
                    required("stale", Kind.BOOLEAN),
                    required("first_seen", Kind.TIMESTAMPTZ),
                    required("last_seen", Kind.TIMESTAMPTZ)),
            List.of("collection", "document_id"),
            List.of(),
            List.of(),
            Optional.of("digest"));

    /** The way back for ids that are no ObjectIds. */
    public static final Table ID_MAP = table(
            "id_map",
            List.of(required("id", Kind.UUID), required("collection", Kind.TEXT), required("document_id", Kind.TEXT)),
            List.of("id"));

    public static final List<Table> ALL_WITH_TOPIC = List.of(UNMAPPED, DEAD_LETTER, ID_MAP);

    private TidegateTables() {}

    private static Table table(String name, List<Column> columns, List<String> primaryKey) {
        return new Table(SCHEMA, name, columns, primaryKey, List.of(), List.of());
    }

    private static Column required(String name, Kind kind) {
        return new Column(name, ColumnType.of(kind), false, Optional.empty());
    }

    private static Column optional(String name, Kind kind) {
        return new Column(name, ColumnType.of(kind), true, Optional.empty());
    }
}
