package dev.tidegate.mapping.file;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.UnmappedFields;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.SourcePath;
import dev.tidegate.mapping.declaration.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.Node;

/** One entry under {@code collections}: the entity table and its child tables. */
final class CollectionParser {
    record Parsed(CollectionMapping mapping, List<Table> tables) {}

    private final CollectionHeader header;
    private final Scope scope;

    CollectionParser(CollectionHeader header, Scope scope) {
        this.header = header;
        this.scope = scope;
    }

    Parsed parse(YamlMap map) {
        List.of("collection", "table", "id", "ids", "tag", "where", "unmatched", "on_drop")
                .forEach(map::has);
        scope.names().checkColumn(header.table(), header.idColumn(), map.valueOrKey("id", map.node()));
        if (isFirstOfTable()) {
            scope.names().claimPrimaryKey(header.table(), map.node());
        }
        List<ColumnParser.Parsed> columns =
                new ColumnsParser(header.table(), scope).parse(map, Set.of(header.idColumn()), Set.of());
        ColumnsParser.checkCreationTimes(columns, header, scope);
        List<Table> tables = new ArrayList<>();
        tables.add(table(columns, map));
        List<ChildTable> children = children(map, tables);
        CollectionMapping mapping = new CollectionMapping(
                header.collection(),
                header.ids(),
                header.tag(),
                header.table(),
                header.idColumn(),
                ColumnsParser.mappings(columns),
                children,
                requireAny(map, columns),
                map.oneOf("unmapped_fields", UnmappedFields.class, scope.unmappedFields()),
                ignored(map),
                header.where(),
                scope.entries().get(header.collection()));
        map.close();
        return new Parsed(mapping, tables);
    }

    /** Several collections may become one table, which the first of them names. */
    private boolean isFirstOfTable() {
        return scope.collections().values().stream()
                .filter(each -> each.table().equals(header.table()))
                .findFirst()
                .filter(first -> first.collection().equals(header.collection()))
                .isPresent();
    }

    private Table table(List<ColumnParser.Parsed> parsed, YamlMap map) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(header.idColumn(), ColumnType.of(ColumnKind.UUID), false, Optional.empty()));
        columns.addAll(ColumnsParser.columns(parsed));
        return new Table(
                scope.schema(),
                header.table(),
                columns,
                List.of(header.idColumn()),
                ColumnsParser.foreignKeys(parsed),
                new IndexParser(header.table(), columns, scope).parse(map));
    }

    private List<ChildTable> children(YamlMap map, List<Table> tables) {
        YamlMap entries = map.map("children", "children of " + header.collection());
        List<ChildTable> children = new ArrayList<>();
        for (String name : entries.names()) {
            ChildParser.Parsed child = new ChildParser(header, name, entries.keyNode(name), scope)
                    .parse(entries.map(name, "child table " + name));
            children.add(child.mapping());
            tables.add(child.table());
        }
        return children;
    }

    private List<List<String>> requireAny(YamlMap map, List<ColumnParser.Parsed> parsed) {
        Set<String> names = parsed.stream().map(each -> each.mapping().column()).collect(Collectors.toSet());
        List<List<String>> groups = new ArrayList<>();
        for (Node node : map.list("require_any")) {
            List<Value> group =
                    YamlMap.of("group", node, "require_any", scope.problems()).texts("group");
            group.stream()
                    .filter(column -> !names.contains(column.text()))
                    .forEach(column ->
                            scope.problems().add(column.node(), Scope.unknown("column", column.text(), names)));
            groups.add(group.stream().map(Value::text).toList());
        }
        return groups;
    }

    private List<String> ignored(YamlMap map) {
        List<Value> fields = new PathParser(scope.problems()).paths(map, "ignore");
        fields.stream()
                .filter(field -> SourcePath.of(field.text()).names().size() > 1)
                .forEach(field ->
                        scope.problems().add(field.node(), "'ignore' names top-level fields, not '" + field + "'"));
        return fields.stream().map(Value::text).toList();
    }
}
