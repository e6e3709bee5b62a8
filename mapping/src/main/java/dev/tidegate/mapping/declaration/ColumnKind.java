package dev.tidegate.mapping.declaration;

/** The column types a migration file may name, with the SQL each is declared as. */
public enum ColumnKind {
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

    ColumnKind(String sql) {
        this.sql = sql;
    }

    /** The SQL name; null for {@link #ENUM}, whose name is the type's own. */
    public String sql() {
        return sql;
    }
}
