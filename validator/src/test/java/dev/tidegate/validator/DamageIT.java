package dev.tidegate.validator;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.tidegate.embedded.mongo.MongoServer;
import dev.tidegate.embedded.mongo.TestMongo;
import dev.tidegate.embedded.postgres.EmbeddedPostgresServer;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.difference.Difference.Kind;
import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.result.Coverage;
import dev.tidegate.validator.result.RowCount;
import dev.tidegate.validator.result.RowCount.Account;
import dev.tidegate.validator.result.TableResult;
import dev.tidegate.validator.result.ValidationResult;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The validator's own proof: equal ends show no difference, and every kind of damage is found and named. */
@Tag("mongodb")
class DamageIT {
    private static final ObjectId FULL = new ObjectId("650000000000000000000001");
    private static final ObjectId SPARSE = new ObjectId("650000000000000000000002");
    private static final ObjectId BAD = new ObjectId("650000000000000000000003");
    private static final ObjectId STALE = new ObjectId("650000000000000000000004");
    private static final ObjectId NOBODY = new ObjectId("6500000000000000000000aa");
    private static final ObjectId ANN = new ObjectId("640000000000000000000001");
    private static final ObjectId BOB = new ObjectId("f40000000000000000000002");
    private static final String OLD_ID = "thing-1";
    private static final BsonValue NOTE_TEXT = new BsonString("n/1");
    private static final BsonValue NOTE_NUMBER = new BsonInt32(42);

    /** What damage of another kind entails in the other layers. */
    private static final Set<Kind> CONSEQUENCES =
            Set.of(Kind.COUNT, Kind.EXTRA_ROW, Kind.STALE_FLAG, Kind.BROKEN_REFERENCE, Kind.FOREIGN_ID, Kind.TYPE);

    private static MongoServer mongo;
    private static EmbeddedPostgresServer postgres;
    private static MongoClient client;
    private static String jdbcUrl;

    @BeforeAll
    static void fillSource() throws SQLException {
        mongo = TestMongo.start();
        postgres = EmbeddedPostgresServer.start();
        client = MongoClients.create(mongo.uri());
        jdbcUrl = postgres.createDatabase("shop");
        execute(Shop.ddl());
        MongoDatabase source = client.getDatabase(Shop.DATABASE);
        things().forEach(json -> insert(source, "things", json));
        insert(source, "people", "{_id: {$oid: '" + ANN + "'}, name: 'Ann', things: [{$oid: '" + SPARSE + "'}]}");
        insert(source, "people", "{_id: {$oid: '" + BOB + "'}, name: 'Bob', things: null}");
        insert(source, "notes", "{_id: 'n/1', body: 'first', readers: [{$oid: '" + ANN + "'}]}");
        insert(source, "notes", "{_id: 42, body: 'second'}");
        insert(source, "notes", "{_id: {$oid: '" + FULL + "'}, body: 'third'}");
    }

    private static Stream<String> things() {
        return Stream.of(
                "{_id: {$oid: '" + FULL + "'}, name: 'a\\u0000b', n: {$numberLong: '12'}, big: 9007199254740993,"
                        + " num: {$numberDecimal: '1.10'}, dbl: 0.1, flag: true,"
                        + " at: {$date: {$numberLong: '1690000000123'}}, txt: '', lvl: 'High',"
                        + " owner: {$oid: '" + ANN + "'}, payload: {a: [1, {$numberDecimal: '2.50'}, null], b: 'x'},"
                        + " tags: ['t', null, 'u,v'], friends: [{$oid: '" + BOB + "'}, null], subject: 'n/1',"
                        + " rank: 1, made: {$date: {$numberLong: '-62200000000000'}},"
                        + " people: [{$oid: '" + ANN + "'}, {$oid: '" + ANN + "'}, {$oid: '" + BOB + "'}, null],"
                        + " parts: [{code: 'p', qty: 1}, {code: 'q'}], legacy: {$numberInt: '5'}, ignored: 1}",
                "{_id: {$oid: '" + SPARSE + "'}, name: 'sparse', subject: {$oid: '" + BOB + "'}}",
                "{_id: {$oid: '" + BAD + "'}, n: 1}",
                "{_id: {$oid: '" + STALE + "'}, name: 'now bad', n: 'abc', people: [{$oid: '" + BOB + "'}]}",
                "{_id: '" + OLD_ID + "', name: 'old'}");
    }

    @AfterAll
    static void stop() {
        client.close();
        mongo.close();
        postgres.close();
    }

    @BeforeEach
    void fillTarget() throws SQLException {
        execute(Stream.of("TRUNCATE \"Things\", people, notes, \"ThingParts\", \"ThingPeople\", \"NotePeople\","
                + " tidegate.unmapped, tidegate.dead_letter, tidegate.id_map"));
        execute(rows());
    }

    private static Stream<String> rows() {
        return Stream.of(
                "INSERT INTO \"Things\" VALUES (" + thing(FULL) + ", 'a\uFFFDb', 12, 9007199254740993, 1.10, 0.1, true,"
                        + " '2023-07-22 04:26:40.123', '', 'High', " + person(ANN) + ","
                        + " '{\"b\": \"x\", \"a\": [1, 2.50, null]}', ARRAY['t', NULL, 'u,v'],"
                        + " ARRAY[" + person(BOB) + ", NULL]::uuid[], NULL, " + note(NOTE_TEXT) + ", 1,"
                        + " to_timestamp(-62200000000) AT TIME ZONE 'UTC')",
                "INSERT INTO \"Things\" (id, name, subject, rank, made) VALUES (" + thing(SPARSE) + ", 'sparse', "
                        + person(BOB) + ", 7, to_timestamp(" + SPARSE.getTimestamp() + ") AT TIME ZONE 'UTC')",
                "INSERT INTO \"Things\" (id, name, rank, made) VALUES (" + thing(STALE) + ", 'was good', 1,"
                        + " '2020-01-01')",
                "INSERT INTO \"ThingParts\" VALUES (" + thing(FULL) + ", 0, 'p', 1), (" + thing(FULL)
                        + ", 1, 'q', NULL)," + " (" + thing(STALE) + ", 0, 'old', 3)",
                "INSERT INTO people VALUES (" + person(ANN) + ", 'Ann'), (" + person(BOB) + ", 'Bob')",
                "INSERT INTO notes VALUES (" + note(NOTE_TEXT) + ", 'first'), (" + note(NOTE_NUMBER) + ", 'second'), ('"
                        + Shop.NOTES.uuid(FULL) + "', 'third')",
                "INSERT INTO \"ThingPeople\" VALUES (" + thing(FULL) + ", " + person(ANN) + "), (" + thing(FULL) + ", "
                        + person(BOB) + "), (" + thing(SPARSE) + ", " + person(ANN) + "), (" + thing(STALE) + ", "
                        + person(ANN) + ")",
                "INSERT INTO \"NotePeople\" VALUES (" + note(NOTE_TEXT) + ", " + person(ANN) + ")",
                "INSERT INTO tidegate.id_map VALUES (" + note(NOTE_TEXT) + ", 'notes', '\"n/1\"'), ("
                        + note(NOTE_NUMBER) + ", 'notes', '{\"$numberInt\": \"42\"}')",
                "INSERT INTO tidegate.unmapped VALUES ('Things', " + thing(FULL)
                        + ", '{\"legacy\": {\"$numberInt\": \"5\"}, \"$original\": {\"name\": \"" + originalName()
                        + "\"}}')",
                deadLetter(BAD.toHexString(), "required-absent", false),
                deadLetter(STALE.toHexString(), "not-exact", true),
                deadLetter("\"" + OLD_ID + "\"", "wrong-id-type", false));
    }

    private static String originalName() {
        return Base64.getEncoder().encodeToString("\"a\\u0000b\"".getBytes(StandardCharsets.UTF_8));
    }

    private static String deadLetter(String id, String reason, boolean stale) {
        return "INSERT INTO tidegate.dead_letter (collection, document_id, stage, reason, message, stale) VALUES ('things', '"
                + id + "', 'transform', '" + reason + "', 'm', " + stale + ")";
    }

    private record Damage(String name, Kind kind, String table, String id, String column, String... sql) {
        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void equalEndsShowNoDifference() {
        ValidationResult result = compare();

        assertThat(result.differences()).isEmpty();
        assertThat(result.passes()).isTrue();
        assertThat(rows(result, "Things"))
                .isEqualTo(new RowCount(5, 3, Map.of(Account.DEAD_LETTER, 3L, Account.STALE_ROW, 1L)));
        assertThat(result.documents()).isEqualTo(10);
        assertThat(result.entityRows()).isEqualTo(8);
        assertThat(rows(result, "ThingPeople")).isEqualTo(new RowCount(3, 4, Map.of(Account.STALE_ROW, 1L)));
        assertThat(rows(result, "ThingParts")).isEqualTo(new RowCount(2, 3, Map.of(Account.STALE_ROW, 1L)));
        assertThat(result.ownRows()).containsEntry("tidegate.dead_letter", 3L);
    }

    private static RowCount rows(ValidationResult result, String table) {
        return result.tables().stream()
                .filter(each -> each.table().equals(table))
                .map(TableResult::rows)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource({"values", "rowsAndIds", "beside", "deadLetters"})
    void damageIsFoundAndNamed(Damage damage) throws SQLException {
        execute(Stream.of(damage.sql()));

        ValidationResult result = compare();

        assertThat(result.differences())
                .anySatisfy(difference -> {
                    assertThat(difference.kind()).isEqualTo(damage.kind());
                    assertThat(difference.table()).isEqualTo(damage.table());
                    assertThat(difference.id()).contains(damage.id());
                    assertThat(difference.column().orElse("")).isEqualTo(damage.column());
                })
                .allSatisfy(difference -> {
                    assertThat(difference.kind() == damage.kind() || CONSEQUENCES.contains(difference.kind()))
                            .isTrue();
                    assertThat(difference.document()).isNotBlank();
                    assertThat(difference.row()).isNotBlank();
                });
        assertThat(result.passes()).isFalse();
    }

    static Stream<Damage> values() {
        return Stream.of(
                value("integer", "n", "13"),
                value("bigint beyond a double", "big", "9007199254740992"),
                value("numeric", "num", "1.11"),
                value("numeric's scale", "num", "1.1"),
                value("numeric NaN", "num", "'NaN'"),
                value("double in its last digit", "dbl", "0.10000000000000001"),
                value("boolean", "flag", "false"),
                value("timestamp off by a millisecond", "at", "'2023-07-22 04:26:40.124'"),
                value("timestamp off by two hours", "at", "'2023-07-22 06:26:40.123'"),
                value("timestamp without end", "at", "'infinity'"),
                value("timestamp before Christ", "made", "made + interval '1 ms'"),
                value("empty text instead of NULL", "txt", "NULL"),
                value("a space more", "txt", "' '"),
                value("replaced character", "name", "'a?b'"),
                value("enum", "lvl", "'low'"),
                value("reference to another document", "owner", person(BOB).toString()),
                value("reference to another collection", "owner", "'" + Shop.THINGS.uuid(ANN) + "'"),
                value("reference lost", "owner", "NULL"),
                value("jsonb number's scale", "payload", "'{\"b\": \"x\", \"a\": [1, 2.5, null]}'"),
                value("jsonb null lost", "payload", "'{\"b\": \"x\", \"a\": [1, 2.50]}'"),
                value("jsonb key more", "payload", "'{\"b\": \"x\", \"a\": [1, 2.50, null], \"c\": 1}'"),
                value("jsonb text for number", "payload", "'{\"b\": \"x\", \"a\": [\"1\", 2.50, null]}'"),
                value("jsonb null for NULL", "payload", "'null'"),
                value("text[] order", "tags", "ARRAY[NULL, 't', 'u,v']"),
                value("text[] NULL element as text", "tags", "ARRAY['t', 'NULL', 'u,v']"),
                value("text[] of two dimensions", "tags", "ARRAY[['t', NULL, 'u,v']]"),
                value("uuid[] element", "friends", "ARRAY[" + person(ANN) + ", NULL]::uuid[]"),
                value("uuid[] element lost", "friends", "ARRAY[" + person(BOB) + "]"),
                value(
                        "one of several in the wrong column",
                        "subject",
                        note(NOTE_TEXT).toString()),
                value("UUIDv5 of another document", "note", note(NOTE_NUMBER).toString()),
                of("value for NULL", Kind.VALUE, "Things", SPARSE, "n", update("n", "0", SPARSE)),
                of("empty text for NULL", Kind.VALUE, "Things", SPARSE, "txt", update("txt", "''", SPARSE)),
                of("empty array for NULL", Kind.VALUE, "Things", SPARSE, "tags", update("tags", "'{}'", SPARSE)),
                of("another default", Kind.VALUE, "Things", SPARSE, "rank", update("rank", "0", SPARSE)),
                of("time of loading", Kind.VALUE, "Things", SPARSE, "made", update("made", "now()", SPARSE)),
                of(
                        "swapped rows",
                        Kind.VALUE,
                        "people",
                        ANN,
                        "name",
                        "UPDATE people SET name = CASE name WHEN 'Ann' THEN 'Bob' ELSE 'Ann' END"),
                new Damage(
                        "value under another kind of id",
                        Kind.VALUE,
                        "notes",
                        "42",
                        "body",
                        "UPDATE notes SET body = 'x' WHERE id = " + note(NOTE_NUMBER)));
    }

    static Stream<Damage> rowsAndIds() {
        return Stream.of(
                of("row lost", Kind.MISSING_ROW, "people", ANN, "", "DELETE FROM people WHERE name = 'Ann'"),
                of("last row lost", Kind.MISSING_ROW, "people", BOB, "", "DELETE FROM people WHERE name = 'Bob'"),
                of(
                        "row more",
                        Kind.EXTRA_ROW,
                        "people",
                        NOBODY,
                        "",
                        "INSERT INTO people VALUES (" + person(NOBODY) + ", 'x')"),
                of(
                        "row under another collection's id",
                        Kind.EXTRA_ROW,
                        "people",
                        "" + Shop.THINGS.uuid(ANN),
                        "",
                        "INSERT INTO people VALUES ('" + Shop.THINGS.uuid(ANN) + "', 'x')"),
                of(
                        "row under a random id",
                        Kind.EXTRA_ROW,
                        "people",
                        "11111111-1111-4111-8111-111111111111",
                        "",
                        "INSERT INTO people VALUES ('11111111-1111-4111-8111-111111111111', 'x')"),
                of(
                        "row of any id lost",
                        Kind.MISSING_ROW,
                        "notes",
                        "n/1",
                        "",
                        "DELETE FROM notes WHERE body = 'first'"),
                of(
                        "row of any id more",
                        Kind.EXTRA_ROW,
                        "notes",
                        "" + DocumentId.of(new BsonInt32(1)).uuidByName("notes"),
                        "",
                        "INSERT INTO notes VALUES (" + note(new BsonInt32(1)) + ", 'x')"),
                of("id map lost", Kind.MISSING_ID_MAP, "tidegate.id_map", "n/1", "", deleteIdMap(NOTE_TEXT)),
                of(
                        "id map wrong",
                        Kind.ID_MAP_CONTENT,
                        "tidegate.id_map",
                        "42",
                        "",
                        "UPDATE tidegate.id_map SET document_id = '\"42\"' WHERE id = " + note(NOTE_NUMBER)),
                of(
                        "id map more",
                        Kind.EXTRA_ID_MAP,
                        "tidegate.id_map",
                        "" + Shop.THINGS.uuid(ANN),
                        "",
                        "INSERT INTO tidegate.id_map VALUES ('" + Shop.THINGS.uuid(ANN) + "', 'notes', '1')"),
                of(
                        "id map of a collection with ObjectIds",
                        Kind.EXTRA_ID_MAP,
                        "tidegate.id_map",
                        "people",
                        "",
                        "INSERT INTO tidegate.id_map VALUES (" + person(ANN) + ", 'people', '1')"));
    }

    private static String deleteIdMap(BsonValue id) {
        return "DELETE FROM tidegate.id_map WHERE id = " + note(id);
    }

    static Stream<Damage> beside() {
        String parts = "ThingParts";
        String unmapped = "tidegate.unmapped";
        return Stream.of(
                of("child lost", Kind.MISSING_CHILD, parts, FULL, "", "DELETE FROM \"ThingParts\" WHERE code = 'q'"),
                of(
                        "child more",
                        Kind.EXTRA_CHILD,
                        parts,
                        FULL,
                        "",
                        "INSERT INTO \"ThingParts\" VALUES (" + thing(FULL) + ", 2, 'r', 1)"),
                of(
                        "child without a document",
                        Kind.EXTRA_CHILD,
                        parts,
                        NOBODY,
                        "",
                        "INSERT INTO \"ThingParts\" VALUES (" + thing(NOBODY) + ", 0, 'r', 1)"),
                of(
                        "child of a dead letter",
                        Kind.EXTRA_CHILD,
                        parts,
                        BAD,
                        "",
                        "INSERT INTO \"ThingParts\" VALUES (" + thing(BAD) + ", 0, 'r', 1)"),
                of(
                        "child's value",
                        Kind.VALUE,
                        parts,
                        FULL,
                        "qty",
                        "UPDATE \"ThingParts\" SET qty = 2 WHERE code = 'p'"),
                of(
                        "children in another order",
                        Kind.VALUE,
                        parts,
                        FULL,
                        "code",
                        "UPDATE \"ThingParts\" SET ordinal = ordinal + 10 WHERE code <> 'old'",
                        "UPDATE \"ThingParts\" SET ordinal = 11 - ordinal WHERE code <> 'old'"),
                of("edge lost", Kind.MISSING_EDGE, "ThingPeople", BOB, "", deleteEdge(FULL, BOB)),
                of("edge of the right end lost", Kind.MISSING_EDGE, "ThingPeople", SPARSE, "", deleteEdge(SPARSE, ANN)),
                of("edge more", Kind.EXTRA_EDGE, "ThingPeople", BOB, "", insertEdge(thing(SPARSE), person(BOB))),
                of(
                        "edge between the wrong collections",
                        Kind.EXTRA_EDGE,
                        "ThingPeople",
                        "" + Shop.PEOPLE.uuid(ANN),
                        "",
                        insertEdge(person(ANN), thing(FULL))),
                of("edge of any id lost", Kind.MISSING_EDGE, "NotePeople", ANN, "", "DELETE FROM \"NotePeople\""),
                of(
                        "edge of any id more",
                        Kind.EXTRA_EDGE,
                        "NotePeople",
                        BOB,
                        "",
                        "INSERT INTO \"NotePeople\" VALUES (" + note(NOTE_TEXT) + ", " + person(BOB) + ")"),
                of("unmapped lost", Kind.MISSING_UNMAPPED, unmapped, FULL, "", "DELETE FROM tidegate.unmapped"),
                of(
                        "unmapped more",
                        Kind.EXTRA_UNMAPPED,
                        unmapped,
                        SPARSE,
                        "",
                        "INSERT INTO tidegate.unmapped VALUES ('Things', " + thing(SPARSE) + ", '{\"x\": 1}')"),
                of(
                        "unmapped of no document",
                        Kind.EXTRA_UNMAPPED,
                        unmapped,
                        NOBODY,
                        "",
                        "INSERT INTO tidegate.unmapped VALUES ('people', " + person(NOBODY) + ", '{\"x\": 1}')"),
                of(
                        "unmapped of no table",
                        Kind.EXTRA_UNMAPPED,
                        unmapped,
                        "things",
                        "",
                        "INSERT INTO tidegate.unmapped VALUES ('things', " + thing(FULL) + ", '{\"x\": 1}')"),
                of("unmapped's type", Kind.UNMAPPED_CONTENT, unmapped, FULL, "", setFields("'{legacy}'", "5")),
                of(
                        "unmapped's original",
                        Kind.UNMAPPED_CONTENT,
                        unmapped,
                        FULL,
                        "",
                        setFields("'{$original,name}'", "\"ImFiIg==\"")),
                of(
                        "field that the file ignores",
                        Kind.UNMAPPED_CONTENT,
                        unmapped,
                        FULL,
                        "",
                        setFields("'{ignored}'", "1")));
    }

    private static String deleteEdge(ObjectId thing, ObjectId person) {
        return "DELETE FROM \"ThingPeople\" WHERE thing_id = " + thing(thing) + " AND person_id = " + person(person);
    }

    private static String insertEdge(String left, String right) {
        return "INSERT INTO \"ThingPeople\" VALUES (" + left + ", " + right + ")";
    }

    private static String setFields(String path, String json) {
        return "UPDATE tidegate.unmapped SET fields = jsonb_set(fields, " + path + ", '" + json + "')";
    }

    static Stream<Damage> deadLetters() {
        String table = "tidegate.dead_letter";
        return Stream.of(
                of("dead letter lost", Kind.DEAD_LETTER_MISSING, table, BAD, "", delete(BAD.toHexString())),
                of(
                        "stale dead letter lost",
                        Kind.DEAD_LETTER_MISSING,
                        table,
                        STALE,
                        "",
                        deleteEdge(STALE, ANN),
                        delete(STALE.toHexString())),
                of(
                        "dead letter of another id lost",
                        Kind.DEAD_LETTER_MISSING,
                        table,
                        OLD_ID,
                        "",
                        delete("\"" + OLD_ID + "\"")),
                of(
                        "dead letter of a good document",
                        Kind.DEAD_LETTER_UNEXPECTED,
                        table,
                        FULL,
                        "",
                        deadLetter(FULL.toHexString(), "not-exact", true)),
                of(
                        "dead letter instead of a row",
                        Kind.DEAD_LETTER_UNEXPECTED,
                        table,
                        SPARSE,
                        "",
                        "DELETE FROM \"Things\" WHERE name = 'sparse'",
                        deadLetter(SPARSE.toHexString(), "not-exact", false)),
                of(
                        "dead letter of no document",
                        Kind.DEAD_LETTER_EXTRA,
                        table,
                        NOBODY,
                        "",
                        deadLetter(NOBODY.toHexString(), "not-exact", false)),
                of(
                        "dead letter of no document of another id",
                        Kind.DEAD_LETTER_EXTRA,
                        table,
                        "gone",
                        "",
                        deadLetter("\"gone\"", "wrong-id-type", false)),
                of(
                        "dead letter of no collection",
                        Kind.DEAD_LETTER_EXTRA,
                        table,
                        "nothings",
                        "",
                        "UPDATE tidegate.dead_letter SET collection = 'nothings' WHERE false",
                        deadLetter("1", "x", false).replace("'things'", "'nothings'")),
                of(
                        "another reason",
                        Kind.DEAD_LETTER_REASON,
                        table,
                        BAD,
                        "",
                        "UPDATE tidegate.dead_letter SET reason = 'conflict' WHERE reason = 'required-absent'"),
                of(
                        "stale not said",
                        Kind.STALE_FLAG,
                        table,
                        STALE,
                        "",
                        "DELETE FROM \"ThingParts\" WHERE code = 'old'",
                        deleteEdge(STALE, ANN),
                        "UPDATE tidegate.dead_letter SET stale = false"),
                of(
                        "stale row lost",
                        Kind.STALE_FLAG,
                        table,
                        STALE,
                        "",
                        "DELETE FROM \"Things\" WHERE name = 'was good'"));
    }

    private static String delete(String id) {
        return "DELETE FROM tidegate.dead_letter WHERE document_id = '" + id + "'";
    }

    private static Damage value(String name, String column, String sql) {
        return of(name, Kind.VALUE, "Things", FULL, column, update(column, sql, FULL));
    }

    private static String update(String column, String sql, ObjectId id) {
        return "UPDATE \"Things\" SET " + column + " = " + sql + " WHERE id = " + thing(id);
    }

    private static Damage of(String name, Kind kind, String table, Object id, String column, String... sql) {
        return new Damage(name, kind, table, id.toString(), column, sql);
    }

    private static String thing(ObjectId id) {
        return "'" + Shop.THINGS.uuid(id) + "'::uuid";
    }

    private static String person(ObjectId id) {
        return "'" + Shop.PEOPLE.uuid(id) + "'::uuid";
    }

    private static String note(BsonValue id) {
        return "'" + DocumentId.of(id).uuidByName("notes") + "'::uuid";
    }

    private static ValidationResult compare() {
        return new Validation(new ValidatorConfig(Shop.migration(), mongo.uri(), jdbcUrl), Pipeline.AT_REST)
                .run(new Coverage.Full(), ValidationProgress.SILENT);
    }

    private static void insert(MongoDatabase source, String collection, String json) {
        source.getCollection(collection, BsonDocument.class).insertOne(BsonDocument.parse(json));
    }

    private static void execute(Stream<String> statements) throws SQLException {
        List<String> all = statements.toList();
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement()) {
            for (String sql : all) {
                statement.execute(sql);
            }
        }
    }
}
