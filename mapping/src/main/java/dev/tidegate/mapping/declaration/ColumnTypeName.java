package dev.tidegate.mapping.declaration;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Types by the names that a migration file gives them, which are PostgreSQL's. An enum's name is none of them. */
public final class ColumnTypeName {
    private static final Map<String, ColumnKind> KINDS = Map.of(
            "integer", ColumnKind.INTEGER,
            "bigint", ColumnKind.BIGINT,
            "numeric", ColumnKind.NUMERIC,
            "boolean", ColumnKind.BOOLEAN,
            "timestamp(3)", ColumnKind.TIMESTAMP,
            "text", ColumnKind.TEXT,
            "uuid", ColumnKind.UUID,
            "jsonb", ColumnKind.JSONB);

    /** One of each, to be shown to people. */
    public static final List<String> EXAMPLES = List.of(
            "integer", "bigint", "numeric", "boolean", "timestamp(3)", "text", "uuid", "jsonb", "text[]", "uuid[]");

    private ColumnTypeName() {}

    /** Empty when there is no such type. */
    public static Optional<ColumnType> parse(String name) {
        if (!name.endsWith("[]")) {
            return Optional.ofNullable(KINDS.get(name)).map(ColumnType::of);
        }
        return EXAMPLES.contains(name)
                ? parse(name.substring(0, name.length() - 2)).map(ColumnType::listOf)
                : Optional.empty();
    }
}
