package dev.tidegate.mapping.declaration;

import java.util.List;
import java.util.Objects;

/**
 * The PostgreSQL type of a column.
 *
 * @param sizes what stands in parentheses: of a timestamp its precision
 * @param name an enum's; null for every other kind
 * @param element what a list holds; null for every other kind
 */
public record ColumnType(ColumnKind kind, List<Integer> sizes, String name, ColumnType element) {
    private static final int MILLISECONDS = 3;

    public ColumnType {
        Objects.requireNonNull(kind, "kind");
        sizes = List.copyOf(sizes);
        if ((kind == ColumnKind.ENUM) != (name != null)) {
            throw new IllegalArgumentException("a name belongs to an enum type and to no other: " + kind);
        }
        if ((kind == ColumnKind.LIST) != (element != null)) {
            throw new IllegalArgumentException("an element belongs to a list and to no other type: " + kind);
        }
    }

    /** Without sizes, but for a timestamp: it has the milliseconds of BSON's dates. */
    public static ColumnType of(ColumnKind kind) {
        boolean isTime = kind == ColumnKind.TIMESTAMP || kind == ColumnKind.TIMESTAMPTZ;
        return sized(kind, isTime ? List.of(MILLISECONDS) : List.of());
    }

    public static ColumnType sized(ColumnKind kind, List<Integer> sizes) {
        return new ColumnType(kind, sizes, null, null);
    }

    public static ColumnType enumeration(String name) {
        return new ColumnType(ColumnKind.ENUM, List.of(), name, null);
    }

    public static ColumnType listOf(ColumnType element) {
        return new ColumnType(ColumnKind.LIST, List.of(), null, element);
    }

    public static ColumnType listOf(ColumnKind element) {
        return listOf(of(element));
    }

    public boolean isList() {
        return kind == ColumnKind.LIST;
    }

    /** The type of single values: a list's element, any other type itself. */
    public ColumnType single() {
        return isList() ? element : this;
    }

    /** True for every type of numbers. */
    public boolean isNumber() {
        return switch (kind) {
            case INTEGER, BIGINT, NUMERIC -> true;
            default -> false;
        };
    }

    /** Single values can be mapped to others; ids, lists and JSON cannot. */
    public boolean takesMap() {
        return switch (kind) {
            case UUID, LIST, JSONB -> false;
            default -> true;
        };
    }

    /** As SQL declares it; an enum's is its bare name, to be quoted with its schema. */
    public String sql() {
        return switch (kind) {
            case ENUM -> name;
            case LIST -> element.sql() + "[]";
            case TIMESTAMPTZ -> "timestamp" + parentheses() + " with time zone";
            default -> kind.word() + parentheses();
        };
    }

    /** As PostgreSQL's {@code format_type} prints it; an enum's as {@code enum} and its name. */
    public String formatted() {
        return switch (kind) {
            case LIST -> element.formatted() + "[]";
            case TIMESTAMP -> sql() + " without time zone";
            default -> toString();
        };
    }

    private String parentheses() {
        return sizes.isEmpty()
                ? ""
                : sizes.stream().map(String::valueOf).collect(java.util.stream.Collectors.joining(",", "(", ")"));
    }

    @Override
    public String toString() {
        return kind == ColumnKind.ENUM ? "enum " + name : sql();
    }
}
