package dev.tidegate.mapping.declaration;

/** The kinds of column types; {@link ColumnType} adds sizes, names, and what a list holds. */
public enum ColumnKind {
    SMALLINT("smallint"),
    INTEGER("integer"),
    BIGINT("bigint"),
    REAL("real"),
    DOUBLE("double precision"),
    NUMERIC("numeric"),
    BOOLEAN("boolean"),
    DATE("date"),
    /** Without time zone, holding UTC. */
    TIMESTAMP("timestamp"),
    /** With time zone. */
    TIMESTAMPTZ("timestamptz"),
    TEXT("text"),
    VARCHAR("varchar"),
    CHAR("char"),
    BYTEA("bytea"),
    UUID("uuid"),
    JSON("json"),
    JSONB("jsonb"),
    /** An array of one dimension, of one of the other kinds. */
    LIST("list"),
    ENUM("enum");

    private final String word;

    ColumnKind(String word) {
        this.word = word;
    }

    /** What people call it: PostgreSQL's name without sizes, where it has one. */
    public String word() {
        return word;
    }
}
