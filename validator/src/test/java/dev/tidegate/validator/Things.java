package dev.tidegate.validator;

import com.mongodb.client.MongoDatabase;
import dev.tidegate.mapping.id.DocumentId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.ObjectId;

/** Documents of every shape, good and bad, and the rows that are equal to them. */
final class Things {
    static final ObjectId FULL = new ObjectId("650000000000000000000001");
    static final ObjectId SPARSE = new ObjectId("650000000000000000000002");
    static final ObjectId BAD = new ObjectId("650000000000000000000003");
    static final ObjectId STALE = new ObjectId("650000000000000000000004");
    static final ObjectId NOBODY = new ObjectId("6500000000000000000000aa");
    static final ObjectId ANN = new ObjectId("640000000000000000000001");
    static final ObjectId BOB = new ObjectId("f40000000000000000000002");
    static final String OLD_ID = "thing-1";
    static final BsonValue NOTE_TEXT = new BsonString("n/1");
    static final BsonValue NOTE_NUMBER = new BsonInt32(42);

    private Things() {}

    static void insertInto(MongoDatabase source) {
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

    static Stream<String> rows() {
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

    static String originalName() {
        return Base64.getEncoder().encodeToString("\"a\\u0000b\"".getBytes(StandardCharsets.UTF_8));
    }

    static String deadLetter(String id, String reason, boolean stale) {
        return "INSERT INTO tidegate.dead_letter (collection, document_id, stage, reason, message, stale) VALUES ('things', '"
                + id + "', 'transform', '" + reason + "', 'm', " + stale + ")";
    }

    static String thing(ObjectId id) {
        return "'" + Shop.THINGS.uuid(id) + "'::uuid";
    }

    static String person(ObjectId id) {
        return "'" + Shop.PEOPLE.uuid(id) + "'::uuid";
    }

    static String note(BsonValue id) {
        return "'" + DocumentId.of(id).uuidByName("notes") + "'::uuid";
    }

    private static void insert(MongoDatabase source, String collection, String json) {
        source.getCollection(collection, BsonDocument.class).insertOne(BsonDocument.parse(json));
    }
}
