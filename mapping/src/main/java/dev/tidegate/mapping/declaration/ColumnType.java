package dev.tidegate.mapping.declaration;

import java.util.Objects;

/** The PostgreSQL type of a column. Only {@link Kind#ENUM} has a name of its own. */
public record ColumnType(Kind kind, String enumName) {

    /** The column types a migration file may name, with the SQL each is declared as. */
    public enum Kind {
        INTEGER("integer"),
        BIGINT("bigint"),
        NUMERIC("numeric"),
        BOOLEAN("boolean"),
        /** {@code timestamp(3)} without time zone, holding UTC. */
        TIMESTAMP("timestamp(3)"),
        /** {@code timestamp(3) with time zone}: Tidegate's own tables only. */
        TIMESTAMPTZ("timestamp(3) with time zone"),
        TEXT("text"),
        UUID("uuid"),
        JSONB("jsonb"),
        TEXT_ARRAY("text[]"),
        UUID_ARRAY("uuid[]"),
        ENUM(null);

        private final String sql;

        Kind(String sql) {
            this.sql = sql;
        }

        /** The SQL name; null for {@link #ENUM}, whose name is the type's own. */
        public String sql() {
            return sql;
        }
    }

    public ColumnType {
        Objects.requireNonNull(kind, "kind");
        if ((kind == Kind.ENUM) != (enumName != null)) {
            throw new IllegalArgumentException("a name belongs to an enum type and to no other: " + kind);
        }
    }

    public static ColumnType of(Kind kind) {
        return new ColumnType(kind, null);
    }

    public static ColumnType enumeration(String name) {
        return new ColumnType(Kind.ENUM, name);
    }

    /** Single values can be mapped to others; ids, lists and JSON cannot. */
    public boolean takesMap() {
        return switch (kind) {
            case UUID, UUID_ARRAY, TEXT_ARRAY, JSONB -> false;
            default -> true;
        };
    }

    @Override
    public String toString() {
        return kind == Kind.ENUM ? "enum " + enumName : kind.sql();
    }
}
