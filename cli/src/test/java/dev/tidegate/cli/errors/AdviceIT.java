package dev.tidegate.cli.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.tidegate.cli.Tidegate;
import dev.tidegate.embedded.mongo.MongoServer;
import dev.tidegate.embedded.mongo.TestMongo;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.operate.errors.DeadLetter;
import dev.tidegate.operate.errors.Remedy;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each declaration that {@code check} or a dead letter advises is one that the migration file's parser accepts: every type
 * of column in every place, with documents that fit nowhere.
 */
@Tag("mongodb")
class AdviceIT {
    private static final Map<String, String> TYPES = new TreeMap<>(Map.ofEntries(
            Map.entry("integer", "7"),
            Map.entry("bigint", "7"),
            Map.entry("numeric", "7.5"),
            Map.entry("boolean", "true"),
            Map.entry("timestamp(3)", "'2024-01-31T12:00:00Z'"),
            Map.entry("text", "x"),
            Map.entry("color", "red"),
            Map.entry("uuid", ""),
            Map.entry("uuid[]", "[]"),
            Map.entry("text[]", "[]"),
            Map.entry("jsonb", "{a: 1}")));
    private static final BsonArray VALUES =
            BsonArray.parse("[null, '', 'zz', 'a\\u0000', 1.5, true, {x: 1}, [1, 2], [], {$date: {$numberLong: '0'}},"
                    + " {$oid: '650000000000000000000002'}, {$binary: {base64: 'AAEC', subType: '00'}},"
                    + " {$numberLong: '9223372036854775807'}]");
    private static final Pattern IGNORED = Pattern.compile("ignore: (\\[[^\\]]*])");

    @TempDir
    Path directory;

    private final Map<String, Declared> declared = new LinkedHashMap<>();

    /** One collection with one column, in one place. */
    private record Declared(String name, String place, String type, Map<String, String> column) {
        Declared with(String key, String value) {
            Map<String, String> more = new LinkedHashMap<>(column);
            if (value == null) {
                more.remove(key);
            } else {
                more.put(key, value);
            }
            return new Declared(name, place, key.equals("type") ? value : type, more);
        }

        String yaml(Map<String, String> collection) {
            String columns = "{v: " + flow(column) + "}";
            String body = switch (place) {
                case "column" -> "columns: " + columns;
                case "group" -> "columns: " + columns + ", require_any: [[v]]";
                case "child" ->
                    "columns: {t: text}, children: {" + name + "_kids: {from: v, key: {ordinal: o}, columns: " + columns
                            + "}}";
                case "key" ->
                    "columns: {t: text}, children: {" + name + "_kids: {from: v, key: {element: v}, columns: " + columns
                            + "}}";
                default ->
                    "columns: {t: text}, children: {" + name
                            + "_kids: {from: v, key: {ordinal: o}, scalar: v, columns: " + columns + "}}";
            };
            String more = collection.isEmpty() ? "" : ", " + flow(collection).replaceAll("^\\{|}$", "");
            return "  " + name + ": {" + body + more + "}\n";
        }

        private static String flow(Map<String, String> map) {
            return "{"
                    + String.join(
                            ", ",
                            map.entrySet().stream()
                                    .map(each -> each.getKey() + ": " + each.getValue())
                                    .toList())
                    + "}";
        }
    }

    @Test
    void whatIsAdvisedCanBeDeclared() throws Exception {
        declareAll();
        try (MongoServer mongo = TestMongo.start();
                MongoClient client = MongoClients.create(mongo.uri())) {
            Path file = directory.resolve("advice.yaml");
            Files.writeString(file, yaml(declared, mongo.uri()));
            Migration migration = MigrationFile.read(file);
            fill(client.getDatabase("advice"));

            JsonNode findings = check(file).path("findings");

            Set<String> followed = new LinkedHashSet<>();
            for (JsonNode finding : findings) {
                String where = finding.path("where").asText();
                Declared collection = declared.get(where.split("\\.")[0]);
                if (collection != null) {
                    follow(collection, finding.path("message").asText(), followed);
                    follow(collection, finding.path("remedy").asText(), followed);
                    if (finding.path("code").asText().equals("dead-letter")) {
                        String reason = finding.path("message").asText().split(" ")[0];
                        follow(collection, Remedy.of(migration, letter(where, reason)), followed);
                    }
                }
            }
            assertThat(followed)
                    .contains(
                            "invalid: null_and_keep",
                            "invalid_enum: null_and_keep",
                            "empty_as_null: true",
                            "inexact_type: convert",
                            "default",
                            "nullable",
                            "map",
                            "jsonb",
                            "ids: any",
                            "ignore",
                            "require_any");
        }
    }

    private void declareAll() {
        int number = 0;
        for (Map.Entry<String, String> type : TYPES.entrySet()) {
            for (String place : List.of("column", "child", "scalar", "key", "group")) {
                for (String more : List.of("", "required", "default", "map", "refuses", "time", "several")) {
                    column(type.getKey(), type.getValue(), place, more, "c" + number++)
                            .filter(this::isDeclarable)
                            .ifPresent(each -> declared.put(each.name(), each));
                }
            }
        }
        assertThat(declared).hasSizeGreaterThan(150);
    }

    private static Optional<Declared> column(String type, String constant, String place, String more, String name) {
        Map<String, String> column = new LinkedHashMap<>();
        column.put("type", "'" + type + "'");
        if (type.startsWith("uuid")) {
            column.put("references", more.equals("several") ? "{one_of: [{collection: a}, {collection: b}]}" : "a");
        }
        if (place.equals("key") || List.of("required", "default", "time").contains(more)) {
            column.put("required", "true");
        }
        switch (more) {
            case "default" -> column.put("default", constant);
            case "time" -> column.put("default", "object_id_time");
            case "map" -> column.put("map", "{zz: " + constant + "}");
            case "refuses" -> column.put("policy", "{inexact_type: dead_letter, nul: dead_letter}");
            default -> {}
        }
        return type.isEmpty() ? Optional.empty() : Optional.of(new Declared(name, place, type, column));
    }

    /** What cannot be declared in the first place is given no advice. */
    private boolean isDeclarable(Declared each) {
        try {
            MigrationFile.parse("one", yaml(Map.of(each.name(), each), "mongodb://x/?replicaSet=rs"));
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static String yaml(Map<String, Declared> all, String uri) {
        StringBuilder yaml = new StringBuilder("migration: advice\nsource: {database: advice, uri: '" + uri
                + "'}\nenums: {color: [red]}\ncollections:\n  a: {columns: {t: text}}\n  b: {columns: {t: text}}\n");
        all.values().forEach(each -> yaml.append(each.yaml(Map.of())));
        return yaml.toString();
    }

    private void fill(MongoDatabase database) {
        for (Declared each : declared.values()) {
            List<BsonDocument> documents = new ArrayList<>();
            documents.add(BsonDocument.parse(
                    "{_id: 'no ObjectId', more: {of: {it: 1}}, 'it''s': [{x: 1}]}".replace("''", "\\'")));
            documents.add(BsonDocument.parse("{more: {of: {it: 1}}}"));
            for (BsonValue value : VALUES) {
                boolean isElement = each.place().equals("child") || each.place().equals("key");
                BsonValue held = isElement
                        ? new BsonArray(List.of(new BsonDocument("v", value), new BsonDocument("w", value)))
                        : value;
                documents.add(new BsonDocument("v", held));
            }
            database.getCollection(each.name(), BsonDocument.class).insertMany(documents);
        }
    }

    private static JsonNode check(Path file) throws Exception {
        var out = new ByteArrayOutputStream();
        Tidegate.run(
                new String[] {"check", "-f", file.toString(), "--json"},
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        return new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    }

    /** As the transformer names fields: with an ordinal in place of the brackets. */
    private static DeadLetter letter(String where, String reason) {
        String[] names = where.split("\\.", 2);
        Optional<String> field = names.length == 1 ? Optional.empty() : Optional.of(names[1].replace("[]", ".0"));
        return new DeadLetter(
                names[0],
                "id",
                "transform",
                reason,
                field,
                Optional.empty(),
                "",
                Optional.empty(),
                false,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    /** Puts each declaration that a text names into the file, one at a time. */
    private void follow(Declared collection, String text, Set<String> followed) {
        String constant = TYPES.getOrDefault(collection.type(), "x");
        for (String policy : List.of(
                "invalid: null_and_keep",
                "invalid_enum: null_and_keep",
                "empty_as_null: true",
                "inexact_type: convert",
                "inexact_type: dead_letter",
                "nul: replace")) {
            if (Pattern.compile("(?<![a-z_])" + policy).matcher(text).find()) {
                accept(collection.with("policy", "{" + policy + "}"), Map.of(), policy, text, followed);
            }
        }
        if (Pattern.compile("\\ba default\\b").matcher(text).find()) {
            accept(
                    collection.with("default", constant.isEmpty() ? "x" : constant),
                    Map.of(),
                    "default",
                    text,
                    followed);
        }
        if (text.contains("column nullable")) {
            accept(collection.with("required", null).with("default", null), Map.of(), "nullable", text, followed);
        }
        if (text.contains("map the value")) {
            accept(collection.with("map", "{zz: " + constant + "}"), Map.of(), "map", text, followed);
        }
        if (text.contains("jsonb takes any")) {
            accept(collection.with("type", "jsonb"), Map.of(), "jsonb", text, followed);
        }
        if (text.contains("ids: any")) {
            Declared anyId = text.contains("a constant in place of default: object_id_time")
                    ? collection.with("default", constant)
                    : collection;
            accept(anyId, Map.of("ids", "any"), "ids: any", text, followed);
        }
        Matcher ignored = IGNORED.matcher(text);
        if (ignored.find()) {
            accept(collection, Map.of("ignore", ignored.group(1)), "ignore", text, followed);
        }
        if (text.contains("out of require_any")) {
            accept(
                    new Declared(collection.name(), "column", collection.type(), collection.column()),
                    Map.of(),
                    "require_any",
                    text,
                    followed);
        }
    }

    private void accept(Declared changed, Map<String, String> more, String advice, String text, Set<String> followed) {
        followed.add(advice);
        String yaml = yaml(Map.of(), "mongodb://x/?replicaSet=rs") + changed.yaml(more);
        assertThatCode(() -> MigrationFile.parse("advised", yaml))
                .as("%s, as advised by: %s%n%s", advice, text, changed.yaml(more))
                .doesNotThrowAnyException();
    }
}
