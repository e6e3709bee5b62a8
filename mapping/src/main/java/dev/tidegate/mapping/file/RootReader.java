package dev.tidegate.mapping.file;

import dev.tidegate.mapping.declaration.CollectionMapping.UnmappedFields;
import dev.tidegate.mapping.declaration.ColumnTypeName;
import dev.tidegate.mapping.declaration.EnumType;
import dev.tidegate.mapping.declaration.Extension;
import dev.tidegate.mapping.declaration.ForeignKey.OnUpdate;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Migration.Addresses;
import dev.tidegate.mapping.declaration.Migration.ExistingRows;
import dev.tidegate.mapping.declaration.Migration.KafkaSettings;
import dev.tidegate.mapping.declaration.Migration.Source;
import dev.tidegate.mapping.declaration.Migration.Target;
import dev.tidegate.mapping.declaration.Policies;
import dev.tidegate.mapping.declaration.SealPolicies;
import dev.tidegate.mapping.declaration.SealPolicies.Dangling;
import dev.tidegate.mapping.declaration.SealPolicies.Duplicates;
import dev.tidegate.mapping.declaration.TidegateTables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The whole file. */
final class RootReader {
    private static final int MOST_PARTITIONS = 10_000;

    /** Leaves room for the rest of the longest topic's name: Kafka allows 249 characters. */
    private static final int LONGEST_NAME = 100;

    private final Problems problems;
    private final Map<String, String> environment;
    private final Names names;

    RootReader(Problems problems, Map<String, String> environment) {
        this.problems = problems;
        this.environment = environment;
        this.names = new Names(problems);
    }

    Migration read(Node node, String hash) {
        YamlMap root = new YamlMap(node, "the file", problems);
        String name = migrationName(root);
        YamlMap source = root.map("source", "'source'");
        YamlMap target = root.map("target", "'target'");
        YamlMap kafka = root.map("kafka", "'kafka'");
        YamlMap policies = root.map("policies", "'policies'");
        Scope scope = scope(root, target, policies);
        TablesParser tables = new TablesParser(scope);
        tables.parseCollections(root.map("collections", "'collections'"));
        tables.parseJunctions(root.map("junctions", "'junctions'"));
        tables.check(root);
        Migration migration = new Migration(
                name,
                new Source(database(source)),
                new Target(scope.schema(), target.oneOf("existing_rows", ExistingRows.class, ExistingRows.REFUSE)),
                new Addresses(address(source, "uri"), address(kafka, "bootstrap_servers"), address(target, "url")),
                extensions(root),
                List.copyOf(scope.enums().values()),
                tables.collections(),
                tables.junctions(),
                tables.tables(),
                settings(kafka),
                seal(policies, scope),
                hash);
        List.of(source, target, kafka, policies, root).forEach(YamlMap::close);
        return migration;
    }

    private String migrationName(YamlMap root) {
        Optional<Value> name = root.requiredText("migration");
        name.filter(value -> !value.text().matches("[a-z][a-z0-9-]{0," + (LONGEST_NAME - 1) + "}"))
                .ifPresent(value -> problems.add(
                        value.node(),
                        "a migration's name is lower-case letters, digits and '-', a letter first, at most "
                                + LONGEST_NAME + " characters: '" + value + "'"));
        return name.map(Value::text).orElse("unnamed");
    }

    private String database(YamlMap source) {
        Optional<Value> database = source.requiredText("database");
        database.ifPresent(name -> SourceNames.checkDatabase(name.text(), name.node(), problems));
        return database.map(Value::text).orElse("");
    }

    private Scope scope(YamlMap root, YamlMap target, YamlMap policies) {
        Map<String, EnumType> enums = enums(root.map("enums", "'enums'"));
        YamlMap collections = root.map("collections", "'collections'");
        Map<String, CollectionHeader> headers = CollectionHeader.all(collections, names);
        return new Scope(
                problems,
                names,
                schema(target),
                target.oneOf("on_update", OnUpdate.class, OnUpdate.NO_ACTION),
                PoliciesParser.parse(policies, Policies.DEFAULTS),
                policies.oneOf("unmapped_fields", UnmappedFields.class, UnmappedFields.KEEP),
                enums,
                headers,
                SharedCollections.of(collections, names, headers),
                new LinkedHashMap<>());
    }

    private static SealPolicies seal(YamlMap policies, Scope scope) {
        return new SealPolicies(
                policies.oneOf("dangling", Dangling.class, Dangling.KEEP),
                policies.oneOf("duplicates", Duplicates.class, Duplicates.BLOCK),
                scope.danglings());
    }

    private String schema(YamlMap target) {
        Value schema = target.text("schema").orElse(new Value("public", target.node()));
        names.checkLength("schema", schema.text(), schema.node());
        if (schema.text().equals(TidegateTables.SCHEMA) || schema.text().startsWith("pg_")) {
            problems.add(schema.node(), "the schema '" + schema + "' is not free for an application's tables");
        }
        return schema.text();
    }

    private Map<String, EnumType> enums(YamlMap map) {
        Map<String, EnumType> enums = new LinkedHashMap<>();
        for (String name : map.names()) {
            names.claimRelation("enum", name, map.keyNode(name));
            if (ColumnTypeName.parse(name).isPresent()) {
                problems.add(
                        map.keyNode(name), "'" + name + "' is a type of PostgreSQL's: the enum needs another name");
            }
            List<Value> labels = map.texts(name);
            if (labels.isEmpty()) {
                problems.add(map.keyNode(name), "enum '" + name + "' needs labels");
            }
            checkLabels(name, labels);
            enums.put(name, new EnumType(name, labels.stream().map(Value::text).toList()));
        }
        return enums;
    }

    private void checkLabels(String name, List<Value> labels) {
        List<String> seen = new ArrayList<>();
        for (Value label : labels) {
            names.checkLength("label of enum " + name, label.text(), label.node());
            if (seen.contains(label.text())) {
                problems.add(label.node(), "enum '" + name + "' has the label '" + label + "' twice");
            }
            seen.add(label.text());
        }
    }

    private List<Extension> extensions(YamlMap root) {
        List<Extension> extensions = new ArrayList<>();
        for (Node node : root.list("extensions")) {
            YamlMap map = node instanceof ScalarNode
                    ? YamlMap.of("name", node, "extension", problems)
                    : new YamlMap(node, "extension", problems);
            boolean optional = map.flag("optional", false);
            map.requiredText("name").ifPresent(name -> extensions.add(new Extension(name.text(), optional)));
            map.close();
        }
        return extensions;
    }

    private static KafkaSettings settings(YamlMap kafka) {
        return new KafkaSettings(kafka.number("partitions", 4, 1, MOST_PARTITIONS), (short)
                kafka.number("replication_factor", 1, 1, Short.MAX_VALUE));
    }

    private Optional<String> address(YamlMap map, String key) {
        return map.text(key).flatMap(value -> Address.expand(value.text(), environment));
    }
}
