package dev.tidegate.mapping.file;

import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.ColumnMapping.Default;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.ForeignKey;
import dev.tidegate.mapping.declaration.Reference;
import dev.tidegate.mapping.declaration.SourcePath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** One entry under {@code columns}: {@code name: text not null}, or a mapping that says more. */
final class ColumnParser {
    private static final String NOT_NULL = " not null";
    private static final String OBJECT_ID_TIME = "object_id_time";

    /** A column as the derivation of rows and as PostgreSQL see it. */
    record Parsed(ColumnMapping mapping, Column column, Optional<ForeignKey> foreignKey, Node node) {
        /** False when it reads the field of its own name because the file states no other. */
        boolean statesFields() {
            return node instanceof MappingNode stated
                    && stated.getValue().stream()
                            .map(entry -> ((ScalarNode) entry.getKeyNode()).getValue())
                            .anyMatch(key -> key.equals("from") || key.equals("constant"));
        }
    }

    private final String table;
    private final Scope scope;
    private final ConstantCheck constants;

    ColumnParser(String table, Scope scope) {
        this.table = table;
        this.scope = scope;
        this.constants = new ConstantCheck(scope);
    }

    Parsed parse(String name, Node node) {
        String what = "column " + name + " of " + table;
        YamlMap map = node instanceof ScalarNode
                ? YamlMap.of("type", node, what, scope.problems())
                : new YamlMap(node, what, scope.problems());
        Parsed parsed = parse(name, map);
        map.close();
        return parsed;
    }

    private Parsed parse(String name, YamlMap map) {
        Optional<Value> typeText = map.requiredText("type");
        boolean required = map.flag("required", false)
                || typeText.filter(text -> text.text().endsWith(NOT_NULL)).isPresent();
        ColumnType type = typeText.map(text -> TypeParser.parse(withoutNotNull(text), scope))
                .orElse(ColumnType.of(ColumnKind.TEXT));
        Optional<ReferenceParser.Parsed> reference = new ReferenceParser(table, name, required, scope).parse(map);
        checkReference(type, reference, map);
        Optional<String> constant =
                map.child("constant").flatMap(node -> constants.constant(node, type, reference.isPresent()));
        PoliciesParser.OfColumn policies = PoliciesParser.ofColumn(map, scope.policies(), required);
        checkDangling(name, policies, reference, map);
        ColumnMapping mapping = new ColumnMapping(
                name,
                type,
                fields(map, name),
                constant,
                required,
                whenAbsent(map, type, required, reference.isPresent()),
                reference.map(ReferenceParser.Parsed::reference),
                valueMap(map, type, reference.isPresent()),
                ParsingParser.parse(map, type, !map.has("constant") && !isEmptyList(map), scope),
                policies.policies());
        Optional<String> databaseDefault = map.text("database_default").map(Value::text);
        Column column = new Column(name, type, !required, databaseDefault);
        return new Parsed(mapping, column, reference.flatMap(ReferenceParser.Parsed::foreignKey), map.node());
    }

    private static Value withoutNotNull(Value type) {
        String text = type.text();
        return text.endsWith(NOT_NULL)
                ? new Value(text.substring(0, text.length() - NOT_NULL.length()).strip(), type.node())
                : type;
    }

    private Optional<Default> whenAbsent(YamlMap map, ColumnType type, boolean required, boolean isReference) {
        Optional<Node> node = map.child("default");
        if (node.isPresent() && !required) {
            scope.problems()
                    .add(
                            node.get(),
                            "'default' is for required columns: in others an absent value is NULL"
                                    + " ('database_default' is PostgreSQL's own)");
        }
        boolean isTime = type.kind() == ColumnKind.TIMESTAMP || type.kind() == ColumnKind.TIMESTAMPTZ;
        if (isTime && map.has("default") && isObjectIdTime(map)) {
            return Optional.of(new Default.ObjectIdTime());
        }
        return node.flatMap(each -> constants.constant(each, type, isReference)).map(Default.Constant::new);
    }

    private static boolean isObjectIdTime(YamlMap map) {
        return map.child("default").orElseThrow() instanceof ScalarNode scalar
                && scalar.getValue().equals(OBJECT_ID_TIME);
    }

    private List<String> fields(YamlMap map, String name) {
        if (map.has("constant") && map.has("from")) {
            scope.problems().add(map.keyNode("from"), "a column with a 'constant' reads no field");
        }
        if (map.has("constant") || isEmptyList(map)) {
            return List.of();
        }
        List<Value> from = new PathParser(scope.problems()).paths(map, "from");
        return map.child("from").isPresent()
                ? from.stream().map(Value::text).toList()
                : ofColumn(name, map).stream().toList();
    }

    private Optional<String> ofColumn(String name, YamlMap map) {
        Optional<SourcePath> path = PathParser.dotted(name);
        if (path.isEmpty()) {
            scope.problems().add(map.node(), "'" + name + "' is no path of fields: name the field with 'from'");
        }
        return path.map(SourcePath::toString);
    }

    private static boolean isEmptyList(YamlMap map) {
        return map.child("from")
                .filter(node ->
                        node instanceof SequenceNode list && list.getValue().isEmpty())
                .isPresent();
    }

    private Map<String, String> valueMap(YamlMap map, ColumnType type, boolean isReference) {
        Map<String, String> values = new LinkedHashMap<>();
        YamlMap entries = map.map("map", "'map'");
        for (String source : entries.names()) {
            entries.child(source)
                    .flatMap(target -> constants.constant(target, type, isReference))
                    .ifPresent(target -> values.put(source, target));
        }
        if (map.has("map") && !type.takesMap()) {
            scope.problems().add(map.keyNode("map"), "'map' is for single values, not for " + type);
        }
        return values;
    }

    private void checkDangling(
            String name, PoliciesParser.OfColumn policies, Optional<ReferenceParser.Parsed> reference, YamlMap map) {
        policies.dangling().ifPresent(dangling -> {
            if (reference.flatMap(ReferenceParser.Parsed::foreignKey).isEmpty()) {
                scope.problems().add(map.keyNode("policy"), "'dangling' is for columns with a foreign key");
            }
            scope.dangling(table, name, dangling);
        });
    }

    private void checkReference(ColumnType type, Optional<ReferenceParser.Parsed> reference, YamlMap map) {
        boolean carriesIds = type.single().kind() == ColumnKind.UUID;
        if (!carriesIds && reference.isPresent()) {
            scope.problems().add(map.keyNode("references"), "'references' is for uuid and uuid[], not for " + type);
        }
        if (type.isList()) {
            reference.ifPresent(this::checkArray);
        }
    }

    private void checkArray(ReferenceParser.Parsed parsed) {
        Reference reference = parsed.reference();
        if (parsed.foreignKey().isPresent() || reference.isToOneOfSeveral()) {
            scope.problems().add(parsed.node(), "uuid[] refers to one collection, without a foreign key");
        }
    }
}
