package dev.tidegate.mapping.declaration;

import java.util.Objects;

/** The PostgreSQL type of a column. Only {@link ColumnKind#ENUM} has a name of its own. */
public record ColumnType(ColumnKind kind, String enumName) {
    public ColumnType {
        Objects.requireNonNull(kind, "kind");
        if ((kind == ColumnKind.ENUM) != (enumName != null)) {
            throw new IllegalArgumentException("a name belongs to an enum type and to no other: " + kind);
        }
    }

    public static ColumnType of(ColumnKind kind) {
        return new ColumnType(kind, null);
    }

    public static ColumnType enumeration(String name) {
        return new ColumnType(ColumnKind.ENUM, name);
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
        return kind == ColumnKind.ENUM ? "enum " + enumName : kind.sql();
    }
}
