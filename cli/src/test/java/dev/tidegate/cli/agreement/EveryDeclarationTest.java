package dev.tidegate.cli.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.InvalidMigrationException;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.transform.document.CollectionRows;
import dev.tidegate.validator.document.DocumentRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

/**
 * A declaration that the migration file's parser accepts is taken by the transformer and by the comparison, whatever column
 * it stands at and wherever that is, and both make the same of documents; else the parser refuses it for all commands.
 */
class EveryDeclarationTest {
    private static final Map<String, List<String>> CONSTANTS = Map.ofEntries(
            Map.entry("integer", List.of("7", "-2147483648", "+5", "007")),
            Map.entry("bigint", List.of("7", "9223372036854775807", "-0")),
            Map.entry("numeric", List.of("7.50", "-0", "1e5", "1E-7", "NaN", "-Infinity", "00.1")),
            Map.entry("boolean", List.of("true")),
            Map.entry(
                    "timestamp(3)",
                    List.of(
                            "'2024-01-31T12:00:00Z'",
                            "'2024-01-31T12:00:00.5Z'",
                            "'2024-01-31T12:00:00.123456Z'",
                            "'2024-01-31T12:00:00+02:00'",
                            "'0000-01-01T00:00:00Z'",
                            "'-0044-03-15T00:00:00Z'",
                            "'+12024-01-31T12:00:00Z'")),
            Map.entry("text", List.of("x", "''", "' '", "'é😀'")),
            Map.entry("color", List.of("red")),
            Map.entry("uuid", List.of("x", "'00112233-4455-6677-8899-aabbccddeeff'")),
            Map.entry("smallint", List.of("7", "-32768", "32768", "+5")),
            Map.entry("real", List.of("0.1", "-0", "NaN", "-Infinity", "1e39", "x", "1E-45")),
            Map.entry("double precision", List.of("0.1", "-0.0", "Infinity", "1e309", "5e-324")),
            Map.entry("numeric(5,2)", List.of("7.50", "7.500", "7.505", "999.99", "1000", "NaN", "Infinity", "1e2")),
            Map.entry("varchar(3)", List.of("x", "''", "'a  '", "abcd", "'é😀é'")),
            Map.entry("char(3)", List.of("x", "''", "'a '", "abcd")),
            Map.entry("date", List.of("'2024-01-31'", "'2024-02-30'", "'2024-01-31T00:00:00Z'", "'0000-01-01'")),
            Map.entry(
                    "timestamp(0)",
                    List.of("'2024-01-31T12:00:00Z'", "'2024-01-31T12:00:00.5Z'", "'2024-01-31T12:00:00.0Z'")),
            Map.entry("timestamp(6)", List.of("'2024-01-31T12:00:00.5Z'", "'2024-01-31T12:00:00.123456Z'")),
            Map.entry("timestamptz", List.of("'2024-01-31T12:00:00.5+02:00'", "'2024-01-31'")),
            Map.entry("bytea", List.of("'\\x00ff'", "'\\x0'", "'\\x'", "x")),
            Map.entry("json", List.of("{b: [1, null], a: 1.50}", "[]", "5", "'x'", "1.50")),
            Map.entry("boolean[]", List.of("[]", "[true]")),
            Map.entry("numeric(5,2)[]", List.of("[]")),
            Map.entry("double precision[]", List.of("[]")),
            Map.entry("timestamp(3)[]", List.of("[]")),
            Map.entry("uuid[]", List.of("[]")),
            Map.entry("text[]", List.of("[]", "[a]")),
            Map.entry("jsonb", List.of("{a: [1, null]}", "[]", "5", "'x'", "1.50")));
    private static final BsonArray VALUES = BsonArray.parse("""
            ["abcd", "ab ", 0.5, 0.1, 32768, {"$date": "2024-01-31T00:00:00Z"}, "2024-01-31", {"$date": "2024-01-31T12:00:00.500Z"},
             {"$binary": {"base64": "AAH/", "subType": "00"}}, {"$uuid": "00112233-4455-6677-8899-aabbccddeeff"},
             "00112233-4455-6677-8899-AABBCCDDEEFF", {"b": 1, "a": [0.5, "x"]}, [0.5, null], null, "", "zz", "red", "7", "7.50", "true", "2024-01-31T12:00Z", "a\\u0000", 7, 1.5, true, {"x": 1}, [1, 2], [],
             [null], [7], {"$date": {"$numberLong": "0"}}, {"$oid": "650000000000000000000002"},
             {"$oid": "ffffffffffffffffffffffff"}, "a", {"$numberDecimal": "1.50"}, {"$numberLong": "9223372036854775807"}]
            """.replaceAll("\\s*\n\\s*", " "));

    private static final List<Map<String, String>> PARSING = List.of(
            Map.of("trim", "true"),
            Map.of("lower", "true"),
            Map.of("trim", "true", "lower", "true"),
            Map.of("trim", "true", "lower", "true", "ignore_case", "true"),
            Map.of("ignore_case", "true"),
            Map.of("unit", "ms"),
            Map.of("unit", "s", "trim", "true"),
            Map.of("unit", "s", "parse", "{format: 'dd.MM.yyyy', zone: Europe/Prague}"),
            Map.of(
                    "parse",
                    "{format: ['d.M.yyyy HH:mm', 'yyyy-MM-dd', 'd MMM uuuu'], zone: Europe/Prague}",
                    "trim",
                    "true"),
            Map.of(
                    "parse",
                    "{format: ['yyyyMMddHHmmssSSSX', \"yyyy-MM-dd'T'HH:mm:ss[.SSSSSS]VV\", 'hh:mm a dd/MM/yy XXX']}"),
            Map.of("parse", "{format: 'yyyy-MM-dd HH:mm[ XXX]', zone: America/Sao_Paulo}"),
            Map.of("parse", "json"),
            Map.of("parse", "{number: {decimal: ','}}"),
            Map.of("parse", "{number: {decimal: ',', grouping: '.'}}", "trim", "true"),
            Map.of("parse", "{number: {grouping: ' '}}"));
    private static final List<String> WRITTEN = List.of(
            " zz\t",
            "\u00a0RED\ufeff",
            "Red",
            "GREEN",
            " ",
            "\u0085a",
            "İ",
            "TRUE",
            " 7 ",
            "07",
            "1,5",
            "-1,50",
            "+1.234,5",
            "1.234",
            "12.34",
            "1.234.567",
            "1 234 567.80",
            "1 23",
            ",5",
            "5,",
            "1e5",
            "12345678901234567890123456789012345",
            "31.12.2024",
            "1.2.2024 09:30",
            "31.02.2024",
            "29.02.2024",
            "31.03.2024 02:30",
            "27.10.2024 02:30",
            "27.10.2024 03:00",
            "2024-10-27",
            "5 Nov 2001",
            "5 nov 2001",
            "5 Nov -2001",
            "20240229120000123+0200",
            "20240229120000123Z",
            "2024-02-29T12:00:00Europe/Prague",
            "2024-03-31T02:30:00Europe/Prague",
            "2024-02-29T12:00:00.123456Z",
            "2024-02-29T12:00:00.123000Z",
            "12:05 AM 29/02/24 +01:00",
            "13:05 AM 29/02/24 +01:00",
            "2018-11-04 00:30",
            "2018-11-04 00:30 -02:00",
            "2018-11-05 00:30",
            "0000-01-01",
            "12024-01-01",
            "1.1.9999 24:00",
            "1700000000",
            "-1",
            "-0",
            "9223372036854775808",
            "99999999999999999999999",
            "{}",
            " [1, {\"a\": 1.50, \"a\": 2}, \"x\"] ",
            "null",
            "\"\\u0000\"",
            "[\"\\ud800\", \"\\ud83d\\ude00\"]",
            "{\"\\u0000\": 1}",
            "{a: 1}",
            "[1,]",
            "[01]",
            "[1.]",
            "[-]",
            "1E400",
            "1E1000",
            "1E99999999999",
            "-1.5e-3",
            "[1E5, -0, 0e5, 1.0E1]",
            "[\"\u0001\"]",
            "\"a\nb\"",
            "tru",
            "truex",
            "1 2",
            "\ufeff1",
            "{\"a\":[{\"b\":null}],\"c\":true}",
            "'a'",
            "NaN",
            "[".repeat(100) + "]".repeat(100),
            "[".repeat(101) + "]".repeat(101),
            "1".repeat(1000),
            "1".repeat(1001));
    private static final Set<String> PARSING_KEYS =
            Set.of("trim", "lower", "ignore_case", "unit", "parse", "references");
    private static final List<BsonValue> VALUES_AND_WRITTEN = values();

    private static List<BsonValue> values() {
        List<BsonValue> values = new ArrayList<>(VALUES);
        WRITTEN.forEach(text -> values.add(new BsonString(text)));
        values.addAll(BsonArray.parse("""
                [1700000000, {"$numberLong": "1700000000123"}, 1700000000.5, 0.0001, {"$numberDecimal": "1700000000.123"},
                 {"$numberDecimal": "1E+30"}, {"$numberDecimal": "-0"}, {"$numberDouble": "NaN"}, {"$numberDouble": "1e300"},
                 {"$numberDecimal": "7.00"}, 7.0, false, {"$numberDecimal": "1E+6000"}, [" zz ", null, "RED", 7, [" "]],
                 ["1,5"], ["{}", {"a": 1}], {"$binary": {"base64": "ABEiM0RVZneImaq7zN3u/w==", "subType": "03"}},
                 {"$binary": {"base64": "ABEiM0RVZneImaq7zN3u/w==", "subType": "04"}},
                 {"$binary": {"base64": "AAEC", "subType": "03"}}]
                """.replaceAll("\\s*\n\\s*", " ")));
        return values;
    }

    private final Set<Map<String, String>> takenParsing = new HashSet<>();
    private final Map<String, Integer> outcomes = new LinkedHashMap<>(Map.of("accepted", 0, "refused", 0));

    @Test
    void isTakenByAllOrRefusedByTheParser() {
        CONSTANTS.forEach((type, constants) -> {
            for (String place : List.of("column", "child", "scalar", "key", "beside scalar")) {
                for (Map<String, String> column : columns(type, constants)) {
                    parsed(place, column).ifPresent(migration -> {
                        PARSING.stream()
                                .filter(each -> column.entrySet().containsAll(each.entrySet()))
                                .forEach(takenParsing::add);
                        bothAgree(migration, place, column);
                    });
                }
            }
        });
        assertThat(takenParsing).containsExactlyInAnyOrderElementsOf(PARSING);
        assertThat(outcomes.get("accepted")).isGreaterThan(500);
        assertThat(outcomes.get("refused")).isGreaterThan(300);
    }

    private static List<Map<String, String>> columns(String type, List<String> constants) {
        List<Map<String, String>> columns = new ArrayList<>();
        for (Map<String, String> reference : references(type)) {
            columns.add(with(type, reference, Map.of()));
            columns.add(with(type, reference, Map.of("required", "true")));
            columns.add(with(type, reference, Map.of("from", "[v, w]")));
            columns.add(with(type, reference, Map.of("from", "[v.x, 'w']", "required", "true")));
            columns.add(with(type, reference, Map.of("required", "true", "default", "object_id_time")));
            for (String constant : constants) {
                columns.add(with(type, reference, Map.of("constant", constant)));
                columns.add(with(type, reference, Map.of("required", "true", "default", constant)));
                columns.add(with(type, reference, Map.of("map", "{zz: " + constant + ", '': " + constant + "}")));
                columns.add(with(type, reference, Map.of("required", "true", "map", "{zz: " + constant + "}")));
            }
            for (Map<String, String> parsing : PARSING) {
                columns.add(with(type, reference, parsing));
                columns.add(with(type, reference, plus(parsing, "required", "true")));
                columns.add(with(type, reference, plus(parsing, "policy", "{inexact_type: dead_letter}")));
                columns.add(with(type, reference, plus(parsing, "policy", "{empty_as_null: true}")));
                columns.add(with(type, reference, plus(parsing, "from", "[v, w]")));
                columns.add(with(
                        type,
                        reference,
                        plus(
                                parsing,
                                "map",
                                "{zz: " + constants.get(0) + ", 7: " + constants.get(0) + ", true: " + constants.get(0)
                                        + ", 1.5: " + constants.get(0) + "}")));
            }
            for (String policy : List.of(
                    "invalid: null_and_keep",
                    "invalid_enum: null_and_keep",
                    "empty_as_null: true",
                    "inexact_type: dead_letter",
                    "nul: dead_letter")) {
                columns.add(with(type, reference, Map.of("policy", "{" + policy + "}")));
                columns.add(with(type, reference, Map.of("required", "true", "policy", "{" + policy + "}")));
            }
        }
        return columns;
    }

    private static Map<String, String> plus(Map<String, String> parsing, String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(parsing);
        more.put(key, value);
        return more;
    }

    private static List<Map<String, String>> references(String type) {
        return type.startsWith("uuid")
                ? List.of(
                        Map.of(),
                        Map.of("references", "teams"),
                        Map.of("references", "guilds"),
                        Map.of("references", "{one_of: [{collection: teams}, {collection: guilds}]}"),
                        Map.of(
                                "references",
                                "{by: w, one_of: [{collection: teams, when: red}, {collection: guilds, when: zz, column: g}]}"),
                        Map.of("references", "{by: w, one_of: [{collection: guilds, when: red}]}"),
                        Map.of("references", "{one_of: [{collection: teams}, {collection: guilds, column: g}]}"),
                        Map.of("references", "{one_of: [{collection: guilds, column: g}, {collection: teams}]}"))
                : List.of(Map.of());
    }

    private static Map<String, String> with(String type, Map<String, String> reference, Map<String, String> more) {
        Map<String, String> column = new LinkedHashMap<>();
        column.put("type", "'" + type + "'");
        column.putAll(reference);
        column.putAll(more);
        return column;
    }

    private Optional<Migration> parsed(String place, Map<String, String> column) {
        String yaml = "migration: every\nsource: {database: every}\nenums: {color: [red, green]}\ncollections:\n"
                + "  teams: {columns: {name: text}}\n  guilds: {ids: any, columns: {name: text}}\n  people: "
                + people(place, column) + "\n";
        try {
            Migration migration = MigrationFile.parse("every.yaml", yaml);
            outcomes.merge("accepted", 1, Integer::sum);
            return Optional.of(migration);
        } catch (InvalidMigrationException e) {
            outcomes.merge("refused", 1, Integer::sum);
            return Optional.empty();
        }
    }

    private static String people(String place, Map<String, String> column) {
        List<String> entries = new ArrayList<>();
        column.forEach((key, value) -> entries.add(key + ": " + value));
        String v = "v: {" + String.join(", ", entries) + "}";
        String columns =
                column.toString().contains("column: g") ? v + ", g: {type: uuid, from: [], references: guilds}" : v;
        return switch (place) {
            case "column" -> "{columns: {" + columns + "}}";
            case "child" -> child("key: {ordinal: o}, columns: {" + columns + "}");
            case "scalar" -> child("key: {ordinal: o}, scalar: v, columns: {" + columns + "}");
            case "key" -> child("key: {element: v}, columns: {" + columns + "}");
            default -> child("key: {ordinal: o}, scalar: s, columns: {s: text, " + columns + "}");
        };
    }

    private static String child(String declaration) {
        return "{columns: {t: text}, children: {Parts: {from: v, " + declaration + "}}}";
    }

    private static void bothAgree(Migration migration, String place, Map<String, String> column) {
        CollectionMapping people = migration.collection("people");
        try {
            var pair = new AgreementTest.Pair(
                    migration, people, new CollectionRows(people, migration), new DocumentRules(people, migration));
            for (BsonValue value :
                    column.keySet().stream().anyMatch(PARSING_KEYS::contains) ? VALUES_AND_WRITTEN : VALUES) {
                for (BsonDocument document : documents(place, value)) {
                    document.put("_id", new BsonObjectId(new ObjectId("650000000000000000000009")));
                    agree(pair, document);
                }
            }
        } catch (AssertionError | RuntimeException e) {
            fail(place + " " + column, e);
        }
    }

    private static void agree(AgreementTest.Pair pair, BsonDocument document) {
        try {
            pair.agreeOn(document);
        } catch (AssertionError | RuntimeException e) {
            fail(document.toJson(), e);
        }
    }

    private static List<BsonDocument> documents(String place, BsonValue value) {
        if (place.equals("column")) {
            return List.of(
                    new BsonDocument("v", value),
                    new BsonDocument("w", value),
                    new BsonDocument("v", new BsonDocument("x", value)));
        }
        boolean isScalar = place.contains("scalar");
        BsonValue element = isScalar ? value : new BsonDocument("v", value);
        return List.of(
                new BsonDocument("v", new BsonArray(List.of(element))),
                new BsonDocument("v", isScalar ? value : new BsonArray(List.of(new BsonDocument("w", value)))));
    }
}
