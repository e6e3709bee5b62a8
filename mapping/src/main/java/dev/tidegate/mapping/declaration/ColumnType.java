package dev.tidegate.mapping.declaration;

import java.util.List;
import java.util.Objects;

/**
 * The PostgreSQL type of a column.
 *
 * @param sizes what stands in parentheses: a timestamp's precision, a numeric's precision and scale, a text's length
 * @param name an enum's; null for every other kind
 * @param element what a list holds; null for every other kind
 */
public record ColumnType(ColumnKind kind, List<Integer> sizes, String name, ColumnType element) {
    private static final int MILLISECONDS = 3;
    private static final int MICROSECONDS = 6;
    private static final int LONGEST_TEXT = 10_485_760;
    private static final int MOST_DIGITS = 1_000;

    public ColumnType {
        Objects.requireNonNull(kind, "kind");
        sizes = List.copyOf(sizes);
        if ((kind == ColumnKind.ENUM) != (name != null)) {
            throw new IllegalArgumentException("a name belongs to an enum type and to no other: " + kind);
        }
        if ((kind == ColumnKind.LIST) != (element != null)) {
            throw new IllegalArgumentException("an element belongs to a list and to no other type: " + kind);
        }
        checkSizes(kind, sizes);
    }

    private static void checkSizes(ColumnKind kind, List<Integer> sizes) {
        switch (kind) {
            case TIMESTAMP, TIMESTAMPTZ -> check(kind, sizes, List.of(0, 1), 0, MICROSECONDS);
            case VARCHAR -> check(kind, sizes, List.of(0, 1), 1, LONGEST_TEXT);
            case CHAR -> check(kind, sizes, List.of(1), 1, LONGEST_TEXT);
            case NUMERIC -> {
                check(kind, sizes, List.of(0, 2), 0, MOST_DIGITS);
                if (!sizes.isEmpty() && (sizes.get(0) < 1 || sizes.get(1) > sizes.get(0))) {
                    throw new IllegalArgumentException(
                            "numeric has 1 to 1000 digits, and of these as many behind the point as it says");
                }
            }
            default -> check(kind, sizes, List.of(0), 0, 0);
        }
    }

    private static void check(ColumnKind kind, List<Integer> sizes, List<Integer> counts, int least, int most) {
        if (!counts.contains(sizes.size())) {
            throw new IllegalArgumentException(
                    most == 0 ? kind.word() + " has no size" : kind.word() + " has another number of sizes");
        }
        if (sizes.stream().anyMatch(size -> size < least || size > most)) {
            throw new IllegalArgumentException("the size of " + kind.word() + " is from " + least + " to " + most);
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
            case SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, NUMERIC -> true;
            default -> false;
        };
    }

    /** The whole of an array is one value of it. */
    public boolean takesArrays() {
        return isList() || isJson();
    }

    public boolean isJson() {
        return kind == ColumnKind.JSON || kind == ColumnKind.JSONB;
    }

    /** How many of a second's digits a timestamp has; PostgreSQL has six where nothing is said. */
    public int precision() {
        return sizes.isEmpty() ? MICROSECONDS : sizes.get(0);
    }

    /** Single values can be mapped to others; ids, lists and JSON cannot. */
    public boolean takesMap() {
        return switch (kind) {
            case UUID, LIST, JSON, JSONB -> false;
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
            case VARCHAR -> "character varying" + parentheses();
            case CHAR -> "character" + parentheses();
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
