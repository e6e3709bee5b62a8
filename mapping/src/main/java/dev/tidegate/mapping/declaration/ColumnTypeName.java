package dev.tidegate.mapping.declaration;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Types by the names that a migration file gives them, which are PostgreSQL's. An enum's name is none of them. */
public final class ColumnTypeName {
    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9]*(?: [a-z]+)*?)"
            + " ?(?:\\( ?([0-9]{1,9})(?: ?, ?([0-9]{1,9}))? ?\\))? ?(with time zone|without time zone)? ?(\\[])?");

    /** PostgreSQL's other names of types, as its own tools write some of them. */
    private static final Map<String, ColumnKind> KINDS = kinds(Map.of(
            "int2", ColumnKind.SMALLINT,
            "int4", ColumnKind.INTEGER,
            "int8", ColumnKind.BIGINT,
            "float4", ColumnKind.REAL,
            "float8", ColumnKind.DOUBLE,
            "decimal", ColumnKind.NUMERIC,
            "bool", ColumnKind.BOOLEAN,
            "character varying", ColumnKind.VARCHAR,
            "character", ColumnKind.CHAR,
            "int", ColumnKind.INTEGER));

    /** An array of JSON or of bytes is none of a document's lists of single values. */
    private static final Set<ColumnKind> NOT_LISTED =
            EnumSet.of(ColumnKind.CHAR, ColumnKind.BYTEA, ColumnKind.JSON, ColumnKind.JSONB);

    /** One of each, to be shown to people. */
    public static final List<String> EXAMPLES = List.of(
            "smallint",
            "integer",
            "bigint",
            "real",
            "double precision",
            "numeric",
            "numeric(10,2)",
            "boolean",
            "date",
            "timestamp(3)",
            "timestamptz",
            "text",
            "varchar(20)",
            "char(2)",
            "bytea",
            "uuid",
            "json",
            "jsonb",
            "text[]",
            "uuid[]");

    private ColumnTypeName() {}

    /**
     * Empty when there is no such type.
     *
     * @throws IllegalArgumentException when the type has no such size
     */
    public static Optional<ColumnType> parse(String name) {
        Matcher form = FORM.matcher(name.strip().replaceAll("\\s+", " "));
        ColumnKind kind = form.matches() ? kind(form.group(1), form.group(4)) : null;
        if (kind == null) {
            return Optional.empty();
        }
        ColumnType type = ColumnType.sized(kind, sizes(kind, form.group(2), form.group(3)));
        if (form.group(5) == null) {
            return Optional.of(type);
        }
        return NOT_LISTED.contains(kind) ? Optional.empty() : Optional.of(ColumnType.listOf(type));
    }

    /** Null when there is none. */
    private static ColumnKind kind(String name, String zone) {
        ColumnKind kind = KINDS.get(name);
        if (zone == null) {
            return kind;
        }
        if (kind != ColumnKind.TIMESTAMP) {
            return null;
        }
        return zone.startsWith("without") ? kind : ColumnKind.TIMESTAMPTZ;
    }

    /** PostgreSQL's own defaults: a char has one character, a numeric of so many digits none behind the point. */
    private static List<Integer> sizes(ColumnKind kind, String first, String second) {
        if (kind == ColumnKind.CHAR && first == null) {
            return List.of(1);
        }
        if (kind == ColumnKind.NUMERIC && first != null && second == null) {
            return List.of(Integer.valueOf(first), 0);
        }
        return Stream.of(Optional.ofNullable(first), Optional.ofNullable(second))
                .flatMap(Optional::stream)
                .map(Integer::valueOf)
                .toList();
    }

    private static Map<String, ColumnKind> kinds(Map<String, ColumnKind> others) {
        Map<String, ColumnKind> kinds = new HashMap<>(others);
        for (ColumnKind kind : EnumSet.complementOf(EnumSet.of(ColumnKind.LIST, ColumnKind.ENUM))) {
            kinds.put(kind.word(), kind);
        }
        return Map.copyOf(kinds);
    }
}
