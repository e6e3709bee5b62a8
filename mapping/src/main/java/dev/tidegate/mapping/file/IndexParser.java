package dev.tidegate.mapping.file;

import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.GeneratedName;
import dev.tidegate.mapping.declaration.Index;
import dev.tidegate.mapping.declaration.Index.Method;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The entries under {@code indexes} of a table: a column, a list of columns, or a mapping that says more. */
final class IndexParser {
    private static final Set<ColumnKind> GIN = EnumSet.of(ColumnKind.LIST, ColumnKind.JSONB);

    /** PostgreSQL has no operator class of its own for these. */
    private static final Set<ColumnKind> NOT_BRIN =
            EnumSet.of(ColumnKind.BOOLEAN, ColumnKind.ENUM, ColumnKind.JSON, ColumnKind.JSONB, ColumnKind.LIST);

    private static final Set<ColumnKind> TEXTS = EnumSet.of(ColumnKind.TEXT, ColumnKind.VARCHAR);

    private static final int MOST_COLUMNS = 32;

    private final String table;
    private final Map<String, ColumnType> columns = new LinkedHashMap<>();
    private final Scope scope;

    IndexParser(String table, List<Column> columns, Scope scope) {
        this.table = table;
        this.scope = scope;
        columns.forEach(column -> this.columns.put(column.name(), column.type()));
    }

    List<Index> parse(YamlMap owner) {
        List<Index> indexes = new ArrayList<>();
        for (Node node : owner.list("indexes")) {
            parse(node).ifPresent(index -> {
                scope.names().claimRelation("index", index.name(), node);
                indexes.add(index);
            });
        }
        return indexes;
    }

    private Optional<Index> parse(Node node) {
        YamlMap map = node instanceof ScalarNode || node instanceof SequenceNode
                ? YamlMap.of("columns", node, "index of " + table, scope.problems())
                : new YamlMap(node, "index of " + table, scope.problems());
        Optional<Index> index = index(map);
        map.close();
        return index;
    }

    private Optional<Index> index(YamlMap map) {
        List<Value> plain = map.texts("columns");
        List<Value> fullText = map.texts("full_text");
        Optional<Value> expression = map.text("expression");
        boolean unique = map.flag("unique", false);
        Optional<String> where = map.text("where").map(Value::text);
        Method method = map.oneOf("using", Method.class, fullText.isEmpty() ? Method.BTREE : Method.GIN);
        String name = map.text("name", defaultName(plain, fullText, unique, method));
        int tier = map.number("tier", tier(plain, method, where), 1, 3);
        String language = language(map);
        checkColumns(plain, fullText, method);
        if (!isWhole(map, plain, fullText, expression) || unique && method != Method.BTREE) {
            return Optional.empty();
        }
        Optional<String> sql =
                fullText.isEmpty() ? expression.map(Value::text) : Optional.of(fullText(language, fullText));
        return Optional.of(new Index(name, tier, unique, method, texts(plain), sql, where));
    }

    private boolean isWhole(YamlMap map, List<Value> plain, List<Value> fullText, Optional<Value> expression) {
        int kinds = (plain.isEmpty() ? 0 : 1) + (fullText.isEmpty() ? 0 : 1) + (expression.isPresent() ? 1 : 0);
        if (kinds != 1) {
            scope.problems().add(map.node(), "an index has one of 'columns', 'full_text', 'expression'");
        }
        if (expression.isPresent() && !map.has("name")) {
            scope.problems().add(map.node(), "an index over an expression needs a 'name'");
        }
        if (map.flag("unique", false)
                && map.has("using")
                && !map.text("using", "btree").equals("btree")) {
            scope.problems().add(map.node(), "a unique index is a btree");
        }
        if (!fullText.isEmpty() && !map.text("using", "gin").equals("gin")) {
            scope.problems().add(map.node(), "a full-text index uses gin");
        }
        return kinds == 1;
    }

    private int tier(List<Value> plain, Method method, Optional<String> where) {
        if (plain.isEmpty() || method != Method.BTREE || where.isPresent()) {
            return 3;
        }
        return plain.size() == 1 && isId(plain.get(0)) ? 1 : 2;
    }

    private boolean isId(Value column) {
        ColumnType type = columns.get(column.text());
        return type != null && type.single().kind() == ColumnKind.UUID;
    }

    private ColumnKind kind(Value column) {
        return columns.get(column.text()).kind();
    }

    private String defaultName(List<Value> plain, List<Value> fullText, boolean unique, Method method) {
        if (!fullText.isEmpty()) {
            return GeneratedName.of(table, String.join("_", texts(fullText)), "fts_idx");
        }
        String label = unique ? "key" : method == Method.GIN ? "gin_idx" : "idx";
        return GeneratedName.of(table, String.join("_", texts(plain)), label);
    }

    private void checkColumns(List<Value> plain, List<Value> fullText, Method method) {
        for (Value column : plain) {
            if (isColumn(column) && method == Method.GIN && !GIN.contains(kind(column))) {
                scope.problems().add(column.node(), "gin takes columns of jsonb and lists, such as text[]");
            }
            if (isColumn(column) && kind(column) == ColumnKind.JSON) {
                scope.problems().add(column.node(), "no index takes a column of json: make it jsonb");
            }
            if (isColumn(column) && method == Method.BRIN && NOT_BRIN.contains(kind(column))) {
                scope.problems().add(column.node(), "brin takes columns of single values, but no boolean and no enum");
            }
            if (method == Method.GIST) {
                scope.problems().add(column.node(), "gist takes an 'expression': no type of column has it by itself");
            }
        }
        for (Value column : fullText) {
            if (isColumn(column) && !TEXTS.contains(kind(column))) {
                scope.problems().add(column.node(), "full_text takes columns of text and varchar");
            }
        }
        if (plain.size() > MOST_COLUMNS) {
            scope.problems().add(plain.get(MOST_COLUMNS).node(), "an index has at most " + MOST_COLUMNS + " columns");
        }
        if (method == Method.HASH && plain.size() > 1) {
            scope.problems().add(plain.get(1).node(), "a hash index has one column");
        }
    }

    private boolean isColumn(Value column) {
        if (!columns.containsKey(column.text())) {
            scope.problems()
                    .add(
                            column.node(),
                            "table " + table + ": " + Scope.unknown("column", column.text(), columns.keySet()));
        }
        return columns.containsKey(column.text());
    }

    private String language(YamlMap map) {
        Optional<Value> language = map.text("language");
        language.filter(value -> !value.text().matches("[a-z_]+"))
                .ifPresent(value -> scope.problems()
                        .add(value.node(), "'language' is a text search configuration, such as english"));
        return language.map(Value::text).orElse("english");
    }

    private static List<String> texts(List<Value> values) {
        return values.stream().map(Value::text).toList();
    }

    /** One text of all columns, joined by a blank; {@code ||} is immutable, as an index needs. */
    private static String fullText(String language, List<Value> columns) {
        String joined = columns.stream()
                .map(column -> "coalesce(\"" + column.text().replace("\"", "\"\"") + "\", '')")
                .collect(Collectors.joining(" || ' ' || "));
        return "to_tsvector('" + language + "', " + joined + ")";
    }
}
