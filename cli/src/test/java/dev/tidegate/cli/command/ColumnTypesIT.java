package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoCollection;
import dev.tidegate.cli.command.RunningShop.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every column type through the whole pipeline, in a table of documents, of elements, and as the key of elements: snapshot,
 * values that change, go away and change their kind, deletes; what is right validates, and what is damaged is named.
 */
@Tag("mongodb")
class ColumnTypesIT {
    /** So many documents that a batch of the snapshot goes by COPY. */
    private static final int COPIES = 150;

    /**
     * @param values two of them in Extended JSON
     * @param stored the first as PostgreSQL prints it
     * @param refused a value that no column of the type takes
     * @param damage another value, in SQL, where the first one is
     */
    private record Type(String name, List<String> values, String stored, String refused, String damage) {
        boolean isKey() {
            return !name.endsWith("[]") && !name.startsWith("json");
        }
    }

    private static final List<Type> TYPES = List.of(
            new Type("smallint", List.of("-32768", "7"), "-32768", "32768", "-32767"),
            new Type("real", List.of("0.5", "{$numberDouble: '-0.0'}"), "0.5", "0.1", "0.25"),
            new Type(
                    "double precision",
                    List.of("14.4378", "{$numberDouble: 'NaN'}"),
                    "14.4378",
                    "{$numberDecimal: '0.1'}",
                    "14.437800000000001"),
            new Type(
                    "numeric(10,2)",
                    List.of("{$numberDecimal: '12.5'}", "0.1"),
                    "12.50",
                    "{$numberDecimal: '1.005'}",
                    "12.51"),
            new Type("varchar(8)", List.of("'Praha '", "'č'"), "Praha ", "'too long a text'", "'Praha'"),
            new Type("char(4)", List.of("'CZ'", "''"), "CZ", "'CZ '", "'cz'"),
            new Type(
                    "date",
                    List.of("{$date: '2024-01-31T00:00:00Z'}", "'0000-12-31'"),
                    "2024-01-31",
                    "{$date: '2024-01-31T12:00:00Z'}",
                    "'2024-02-01'"),
            new Type(
                    "timestamp(0)",
                    List.of("{$date: '2024-01-31T12:00:00Z'}", "'2024-01-31T12:00+02:00'"),
                    "2024-01-31 12:00:00",
                    "{$date: '2024-01-31T12:00:00.500Z'}",
                    "'2024-01-31 12:00:01'"),
            new Type(
                    "timestamp(6)",
                    List.of("{$date: '2024-01-31T12:00:00.123Z'}", "{$date: {$numberLong: '-210866803200000'}}"),
                    "2024-01-31 12:00:00.123",
                    "'2024-01-31'",
                    "'2024-01-31 12:00:00.123001'"),
            new Type(
                    "timestamptz",
                    List.of("{$date: '2024-01-31T12:00:00.123Z'}", "'2024-07-31T12:00:00.5+02:00'"),
                    "2024-01-31 12:00:00.123+00",
                    "'2024-01-31T12:00:00'",
                    "'2024-01-31 12:00:00.123+01'"),
            new Type(
                    "bytea",
                    List.of("{$binary: {base64: 'AAH/', subType: '00'}}", "{$binary: {base64: '', subType: '05'}}"),
                    "\\x0001ff",
                    "'AAH/'",
                    "'\\x0001fe'"),
            new Type(
                    "uuid",
                    List.of(
                            "{$uuid: '00112233-4455-6677-8899-aabbccddeeff'}",
                            "'00112233-4455-6677-8899-AABBCCDDEEFE'"),
                    "00112233-4455-6677-8899-aabbccddeeff",
                    "{$oid: '650000000000000000000001'}",
                    "'00112233-4455-6677-8899-aabbccddeefe'"),
            new Type(
                    "json",
                    List.of("{b: 1, a: [{$numberDecimal: '1.20'}, null]}", "{x: {$numberDouble: '1e300'}}"),
                    "{\"b\":1,\"a\":[1.20,null]}",
                    "",
                    "'{\"a\":[1.20,null],\"b\":1}'"),
            new Type("boolean[]", List.of("[true, null]", "[]"), "{t,NULL}", "[1]", "'{t,f}'"),
            new Type("smallint[]", List.of("[1, '2']", "[]"), "{1,2}", "[32768]", "'{2,1}'"),
            new Type("integer[]", List.of("[1, 2.0]", "5"), "{1,2}", "[1.5]", "'{1,3}'"),
            new Type(
                    "bigint[]",
                    List.of("[{$numberLong: '9223372036854775807'}, null]", "[1]"),
                    "{9223372036854775807,NULL}",
                    "['x']",
                    "'{9223372036854775806,NULL}'"),
            new Type(
                    "numeric[]",
                    List.of("[{$numberDecimal: '1.50'}, {$numberDouble: 'NaN'}, 0.1]", "[1]"),
                    "{1.50,NaN,0.1}",
                    "[true]",
                    "'{1.5,NaN,0.1}'"),
            new Type("numeric(6,3)[]", List.of("[1.5]", "[]"), "{1.500}", "[1.0005]", "'{1.501}'"),
            new Type("real[]", List.of("[0.5, null]", "[]"), "{0.5,NULL}", "[0.1]", "'{0.5,0}'"),
            new Type(
                    "double precision[]",
                    List.of("[14.4378, {$numberDouble: '-0.0'}]", "[50.0755]"),
                    "{14.4378,-0}",
                    "['x']",
                    "'{14.4378,0}'"),
            new Type(
                    "timestamp(3)[]",
                    List.of("[{$date: '2024-01-31T12:00:00.123Z'}, {$date: {$numberLong: '-62135596800001'}}]", "[]"),
                    "{\"2024-01-31 12:00:00.123\",\"0001-12-31 23:59:59.999 BC\"}",
                    "['2024-01-31']",
                    "'{\"2024-01-31 12:00:00.124\",\"0001-12-31 23:59:59.999 BC\"}'"),
            new Type(
                    "timestamptz[]",
                    List.of("[{$date: '2024-07-31T12:00:00Z'}]", "[]"),
                    "{\"2024-07-31 12:00:00+00\"}",
                    "[1]",
                    "'{\"2024-07-31 12:00:00+02\"}'"),
            new Type(
                    "date[]",
                    List.of("['2024-01-31', {$date: {$numberLong: '0'}}]", "[]"),
                    "{2024-01-31,1970-01-01}",
                    "['2024']",
                    "'{2024-01-31,1970-01-02}'"),
            new Type("varchar(3)[]", List.of("['a', 'b\"c']", "[]"), "{a,\"b\\\"c\"}", "['abcd']", "'{a,b}'"),
            new Type(
                    "uuid[]",
                    List.of("[{$uuid: '00112233-4455-6677-8899-aabbccddeeff'}, null]", "[]"),
                    "{00112233-4455-6677-8899-aabbccddeeff,NULL}",
                    "[{$oid: '650000000000000000000001'}]",
                    "'{00112233-4455-6677-8899-aabbccddeefe,NULL}'"));

    @AutoClose
    private static final Servers SERVERS = Servers.start();

    @TempDir
    Path directory;

    @Test
    void carriesProvesAndRepairsValuesOfEveryType() throws Exception {
        try (RunningShop shop = RunningShop.withFile(SERVERS, "types", directory, file())) {
            MongoCollection<BsonDocument> things = shop.source().getCollection("things", BsonDocument.class);
            for (int number = 0; number < COPIES; number++) {
                things.insertOne(document(number, number % 2));
            }
            for (int column = 0; column < TYPES.size(); column++) {
                if (!TYPES.get(column).refused().isEmpty()) {
                    things.insertOne(refused(column));
                }
            }
            shop.start();
            shop.awaitWritten();
            firstValuesAreStored(shop);
            onlyRefusedDocumentsAreDeadLetters(shop);
            isValid(shop);
            changesFollow(shop, things);
            shop.awaitWritten();
            isValid(shop);
            damageIsNamedAndRepaired(shop, "things");
            damageIsNamedAndRepaired(shop, "parts");
        }
    }

    private static String file() {
        StringBuilder file = new StringBuilder("collections:\n  things:\n    columns:\n");
        for (int column = 0; column < TYPES.size(); column++) {
            file.append(
                    "      c%d: \"%s\"%n".formatted(column, TYPES.get(column).name()));
        }
        file.append("    indexes:\n");
        for (int column = 0; column < TYPES.size(); column++) {
            String type = TYPES.get(column).name();
            if (type.endsWith("[]")) {
                file.append("      - {columns: [c%d], using: gin}%n".formatted(column));
            } else if (!type.equals("json")) {
                file.append("      - c%d%n".formatted(column));
            }
        }
        file.append("    children:\n      parts:\n        key: {ordinal: n}\n        columns:\n");
        for (int column = 0; column < TYPES.size(); column++) {
            file.append("          c%d: \"%s\"%n"
                    .formatted(column, TYPES.get(column).name()));
        }
        for (int column = 0; column < TYPES.size(); column++) {
            if (TYPES.get(column).isKey()) {
                file.append("""
                              keyed%1$d:
                                key: {element: k}
                                columns: {k: {type: "%2$s", required: true}, v: integer}
                        """.formatted(column, TYPES.get(column).name()));
            }
        }
        return file.toString();
    }

    private static ObjectId id(int number) {
        return new ObjectId("65%022x".formatted(number));
    }

    private static BsonValue value(int column, int which) {
        return BsonDocument.parse("{v: " + TYPES.get(column).values().get(which) + "}")
                .get("v");
    }

    private static BsonDocument document(int number, int which) {
        BsonDocument document = new BsonDocument("_id", new BsonObjectId(id(number)));
        document.putAll(values(which));
        document.put("parts", new BsonArray(List.of(values(which), new BsonDocument(), values(1 - which))));
        for (int column = 0; column < TYPES.size(); column++) {
            if (TYPES.get(column).isKey()) {
                document.put(
                        "keyed" + column,
                        new BsonArray(List.of(
                                new BsonDocument("k", value(column, 0)), new BsonDocument("k", value(column, 1)))));
            }
        }
        return document;
    }

    private static BsonDocument values(int which) {
        BsonDocument values = new BsonDocument();
        for (int column = 0; column < TYPES.size(); column++) {
            values.put("c" + column, value(column, which));
        }
        return values;
    }

    private static BsonDocument refused(int column) {
        BsonValue value =
                BsonDocument.parse("{v: " + TYPES.get(column).refused() + "}").get("v");
        return new BsonDocument("_id", new BsonObjectId(id(1000 + column))).append("c" + column, value);
    }

    private static void firstValuesAreStored(RunningShop shop) throws Exception {
        for (int column = 0; column < TYPES.size(); column++) {
            Type type = TYPES.get(column);
            assertThat(shop.query("SELECT DISTINCT set_config('TimeZone', 'UTC', true) || ' ' || c" + column
                            + "::text FROM things"))
                    .as(type.name())
                    .contains("UTC " + type.stored())
                    .hasSize(2);
        }
    }

    private static void onlyRefusedDocumentsAreDeadLetters(RunningShop shop) throws Exception {
        List<String> expected = new ArrayList<>();
        for (int column = 0; column < TYPES.size(); column++) {
            if (!TYPES.get(column).refused().isEmpty()) {
                expected.add(id(1000 + column) + " c" + column);
            }
        }
        assertThat(shop.query("SELECT document_id || ' ' || field FROM tidegate.dead_letter"))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static void isValid(RunningShop shop) {
        Outcome validate = shop.run("validate", "--full");
        assertThat(validate.exitCode()).as(validate.out() + validate.err()).isEqualTo(ExitCode.DONE);
        Outcome verify = shop.run("verify", "--no-triggers");
        assertThat(verify.exitCode()).as(verify.out() + verify.err()).isEqualTo(ExitCode.DONE);
    }

    /** Changed, gone, of another kind, corrected, deleted. */
    private static void changesFollow(RunningShop shop, MongoCollection<BsonDocument> things) {
        things.replaceOne(new Document("_id", id(0)), document(0, 1));
        things.replaceOne(new Document("_id", id(1)), document(1, 0));
        things.replaceOne(new Document("_id", id(2)), new BsonDocument("c0", new BsonString("12")));
        things.updateOne(new Document("_id", id(3)), new Document("$unset", new Document("c1", "").append("c12", "")));
        things.updateOne(new Document("_id", id(4)), new Document("$set", new Document("c0", "x")));
        things.updateOne(new Document("_id", id(5)), new Document("$set", new Document("keyed1", List.of())));
        things.replaceOne(new Document("_id", id(1000)), document(1000, 0));
        things.deleteMany(new Document("_id", new Document("$in", List.of(id(6), id(7), id(1001)))));
    }

    private void damageIsNamedAndRepaired(RunningShop shop, String table) throws Exception {
        String key = table.equals("parts") ? "parent_id" : "id";
        List<String> rows = shop.query("SELECT " + key + " FROM " + table + " WHERE c0 = -32768 ORDER BY 1");
        for (int column = 0; column < TYPES.size(); column++) {
            assertThat(shop.execute("UPDATE " + table + " SET c" + column + " = "
                            + TYPES.get(column).damage() + " WHERE c0 = -32768 AND " + key + " = '"
                            + rows.get(10 + column) + "'"))
                    .as(TYPES.get(column).name())
                    .isEqualTo(1);
        }
        Path report = directory.resolve(table + ".json");
        Outcome validate = shop.run("validate", "--full", "--differences", "10000", "--report", report.toString());
        assertThat(validate.exitCode()).as(validate.err()).isEqualTo(ExitCode.DIFFERENCES);
        List<String> named = new ArrayList<>();
        new ObjectMapper()
                .readTree(report.toFile())
                .findParents("column")
                .forEach(difference -> named.add(difference.path("table").asText() + "."
                        + difference.path("column").asText()));
        for (int column = 0; column < TYPES.size(); column++) {
            assertThat(named).as(TYPES.get(column).name()).contains(table + ".c" + column);
        }
        Outcome repair = shop.run("repair", "--yes");
        assertThat(repair.exitCode()).as(repair.out() + repair.err()).isEqualTo(ExitCode.DONE);
        isValid(shop);
    }
}
