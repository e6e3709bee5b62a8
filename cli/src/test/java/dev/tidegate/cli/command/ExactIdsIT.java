package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import dev.tidegate.cli.command.RunningShop.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Ids that a driver would not write, or not read back, through the whole pipeline and every command that takes one. */
@Tag("mongodb")
class ExactIdsIT {
    private static final String FILE = """
            collections:
              things:
                table: things
                ids: any
                columns: {n: integer, text: text}
                children:
                  parts: {from: parts, key: {ordinal: no}, columns: {p: integer}}
              texts:
                table: texts
                ids: any
                columns: {shown: {type: text, from: _id}, json: {type: jsonb, from: _id}}
            """;

    /** Each kind of value that holds text, at the top of an id where MongoDB takes it there. */
    private static final List<String> KINDS = List.of(
            "'a~'",
            "{v: 'a~'}",
            "{'a~': 1}",
            "{$symbol: 'symbol~'}",
            "{$code: 'a~'}",
            "{$code: 'a~', $scope: {}}",
            "{$code: 'a', $scope: {v: '~'}}",
            "{v: /a~/}",
            "{v: {$dbPointer: {'$ref': 'a~', '$id': {'$oid': '65a1b2c3d4e5f60718293a4b'}}}}");

    private static final List<String> BYTES = List.of("ff", "fe", "c080", "eda080", "f09f98", "efbfbd");

    @TempDir
    static Path directory;

    @RegisterExtension
    static final Servers servers = new Servers();

    private static RunningShop shop;

    @BeforeAll
    static void startBesideDocuments() throws Exception {
        shop = RunningShop.withFile(servers, "exact", directory, FILE);
        int n = 0;
        for (String kind : KINDS) {
            for (String bytes : BYTES) {
                things().insertOne(raw("{_id: " + kind + ", n: " + n++ + ", parts: [{p: 1}]}", bytes));
            }
        }
        shop.source().createCollection("texts");
        shop.start();
        shop.awaitWritten();
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    private static MongoCollection<RawBsonDocument> things() {
        return shop.source().getCollection("things", RawBsonDocument.class);
    }

    private static int all() {
        return KINDS.size() * BYTES.size();
    }

    @Test
    void documentsWhoseIdsDifferInBrokenBytesAreDocumentsOfTheirOwn() throws Exception {
        assertThat(numbers()).hasSize(all());
        for (String kind : KINDS) {
            for (String bytes : BYTES) {
                change(kind, bytes, "{$inc: {n: 1000}, $push: {parts: {p: 2}}}");
            }
        }
        shop.awaitWritten();
        assertThat(numbers()).hasSize(all()).allMatch(n -> Integer.parseInt(n) >= 1000);
        assertThat(shop.query("SELECT count(*) FROM parts")).containsExactly(String.valueOf(2 * all()));
        requireSame();
        for (String kind : KINDS) {
            for (String bytes : List.of("ff", "efbfbd")) {
                remove(kind, bytes);
            }
        }
        shop.awaitWritten();
        assertThat(numbers()).hasSize(KINDS.size() * (BYTES.size() - 2));
        requireSame();
        int n = 2_000;
        for (String kind : KINDS) {
            for (String bytes : List.of("ff", "efbfbd")) {
                things().insertOne(raw("{_id: " + kind + ", n: " + n++ + ", parts: [{p: 1}, {p: 2}]}", bytes));
            }
        }
        shop.awaitWritten();
        assertThat(numbers()).hasSize(all());
        requireSame();
    }

    @Test
    void aDeadLetterOfSuchAnIdIsFoundByWhatIsShown() throws Exception {
        for (String bytes : List.of("ff", "c080", "efbfbd")) {
            things().insertOne(raw("{_id: 'dead~', n: 1}", bytes));
            change("'dead~'", bytes, "{$set: {n: 'no number'}}");
        }
        shop.awaitWritten();
        for (String shown : List.of("\"dead\\udcff\"", "\"dead\\udcc0\\udc80\"", "\"dead\uFFFD\"")) {
            Outcome letter = shop.run("errors", "show", shown);
            assertThat(letter.exitCode()).as(letter.err()).isEqualTo(ExitCode.DONE);
            assertThat(letter.out()).contains("id             " + shown, "not-exact", "an older");
        }
        Outcome validated = shop.run("validate", "--full");
        assertThat(validated.exitCode()).as(validated.out() + validated.err()).isEqualTo(ExitCode.DONE);
        assertThat(validated.out()).contains("3 dead letters");
        Path log = directory.resolve("errors.log");
        assertThat(shop.run("errors", "export", log.toString()).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(log).content(StandardCharsets.UTF_8).doesNotContain("no longer in MongoDB");

        Outcome still = shop.run("errors", "replay", "--id", "\"dead\\udcff\"", "--yes");
        assertThat(still.exitCode()).as(still.err()).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(still.out()).contains("0 are good now", "1 are dead letters still");
        for (String bytes : List.of("ff", "c080", "efbfbd")) {
            remove("'dead~'", bytes);
        }
        shop.awaitWritten();
        assertThat(shop.query("SELECT count(*) FROM tidegate.dead_letter")).containsExactly("0");
    }

    @Test
    void rowsOfSuchIdsAreComparedExplainedAndRepaired() throws Exception {
        for (String bytes : List.of("ff", "c080", "efbfbd")) {
            things().insertOne(raw("{_id: {v: 'damaged~'}, n: 7, text: 'damaged'}", bytes));
        }
        shop.awaitWritten();
        String id = "(SELECT id FROM tidegate.id_map WHERE document_id = '{\"v\": \"damaged\\udcff\"}')";
        String rowId = shop.query(id.substring(1, id.length() - 1)).get(0);
        assertThat(shop.execute("UPDATE things SET n = 8 WHERE id = " + id)).isEqualTo(1);
        Outcome validated = shop.run("validate", "--full");
        assertThat(validated.exitCode()).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(validated.out()).contains("{\"v\": \"damaged\\udcff\"}");
        assertThat(shop.run("verify", "--no-triggers").out()).contains("MISMATCH things {\"v\": \"damaged\\udcff\"}");
        Outcome explained = shop.run("explain", rowId);
        assertThat(explained.exitCode()).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(explained.out()).contains("{\"v\": \"damaged\\udcff\"}").doesNotContain("not in MongoDB");

        Outcome repaired = shop.run("repair", "--yes", "--id", "{\"v\": \"damaged\\udcff\"}");
        assertThat(repaired.exitCode()).as(repaired.out() + repaired.err()).isEqualTo(ExitCode.DONE);
        assertThat(shop.query("SELECT n FROM things WHERE text = 'damaged'")).containsExactly("7", "7", "7");
        assertThat(shop.execute("DELETE FROM things WHERE text = 'damaged'")).isEqualTo(3);
        Outcome all = shop.run("repair", "--yes");
        assertThat(all.exitCode()).as(all.out() + all.err()).isEqualTo(ExitCode.DONE);
        assertThat(shop.query("SELECT n FROM things WHERE text = 'damaged'")).containsExactly("7", "7", "7");
        requireSame();
    }

    /** In a column the bytes are replaced, as in any other field, and the original is kept. */
    @Test
    void anIdInAColumnIsReplacedAndItsOriginalKept() throws Exception {
        MongoCollection<RawBsonDocument> texts = shop.source().getCollection("texts", RawBsonDocument.class);
        texts.insertOne(raw("{_id: 'a~'}", "ff"));
        texts.insertOne(raw("{_id: 'a~'}", "efbfbd"));
        shop.awaitWritten();
        assertThat(shop.query("SELECT shown || json::text FROM texts"))
                .containsExactly("a\uFFFD\"a\uFFFD\"", "a\uFFFD\"a\uFFFD\"");
        assertThat(shop.query("SELECT convert_from(decode(fields #>> '{$original,_id}', 'base64'), 'UTF8')"
                        + " FROM tidegate.unmapped WHERE \"table\" = 'texts'"))
                .containsExactly("\"a\\udcff\"");
        requireSame();
    }

    /** MongoDB takes such documents as ids since 5.0, if the name is not at the top. */
    @Test
    void idsThatLookLikeExtendedJsonAreFoundByWhatIsShown() throws Exception {
        List<BsonValue> ids = List.of(
                new BsonDocument("a", new BsonDocument("$oid", new BsonString("65a1b2c3d4e5f60718293a4b"))),
                BsonDocument.parse("{a: {$oid: '65a1b2c3d4e5f60718293a4b'}}"),
                new BsonDocument("a", new BsonDocument("$numberLong", new BsonString("1"))),
                new BsonDocument("a", new BsonInt32(1)),
                new BsonDocument("a", new BsonDocument("$$oid", new BsonString("65a1b2c3d4e5f60718293a4b"))),
                new BsonString("$oid"),
                new BsonString("$clusterTime"),
                new BsonString("{\"$oid\": \"65a1b2c3d4e5f60718293a4b\"}"),
                new BsonString("65a1b2c3d4e5f60718293a4b"));
        MongoCollection<BsonDocument> things = shop.source().getCollection("things", BsonDocument.class);
        for (BsonValue id : ids) {
            things.insertOne(new BsonDocument("_id", id)
                    .append("n", new BsonString("like JSON"))
                    .append("text", new BsonString("like JSON")));
        }
        shop.awaitWritten();
        List<String> shown =
                shop.query("SELECT document_id FROM tidegate.dead_letter WHERE collection = 'things' ORDER BY 1");
        assertThat(shown).hasSize(ids.size()).doesNotHaveDuplicates();
        for (String each : shown) {
            assertThat(shop.run("errors", "show", each).out()).contains("id             " + each);
            Outcome replayed = shop.run("errors", "replay", "--id", each, "--yes");
            assertThat(replayed.out()).as(each + replayed.err()).contains("1 are dead letters still");
        }
        requireAccepted(ids.size());
        for (BsonValue id : ids) {
            things.updateOne(
                    new BsonDocument("_id", new BsonDocument("$eq", id)), new Document("$set", new Document("n", 5)));
        }
        shop.awaitWritten();
        assertThat(shop.query("SELECT n FROM things WHERE text = 'like JSON'")).hasSize(ids.size());
        shop.execute("UPDATE things SET n = 6 WHERE text = 'like JSON'");
        for (String each : shown) {
            Outcome repaired = shop.run("repair", "--yes", "--id", each);
            assertThat(repaired.exitCode())
                    .as(each + repaired.out() + repaired.err())
                    .isEqualTo(ExitCode.DONE);
            String rowId = shop.query("SELECT id FROM tidegate.id_map WHERE document_id = '" + each + "'")
                    .get(0);
            Outcome explained = shop.run("explain", rowId);
            assertThat(explained.exitCode()).as(each + explained.out()).isEqualTo(ExitCode.DONE);
            assertThat(explained.out()).contains(each);
        }
        assertThat(shop.query("SELECT DISTINCT n FROM things WHERE text = 'like JSON'"))
                .containsExactly("5");
        for (BsonValue id : ids) {
            things.deleteOne(new BsonDocument("_id", new BsonDocument("$eq", id)));
        }
        shop.awaitWritten();
        assertThat(shop.query("SELECT count(*) FROM things WHERE text = 'like JSON'"))
                .containsExactly("0");
        requireSame();
    }

    /** Beyond an entry of PostgreSQL's index, beyond what Tidegate carries, and beyond what Kafka likes in a header. */
    @Test
    void longIdsAreRowsOrLettersThatGoWithTheirDocument() throws Exception {
        MongoCollection<Document> things = shop.source().getCollection("things");
        List<String> carried =
                Stream.of(2_700, 2_710, 9_000, 65_000).map("k"::repeat).toList();
        List<String> tooLong =
                Stream.of(65_600, 300_000, 1 << 20).map("l"::repeat).toList();
        for (String id : Stream.concat(carried.stream(), tooLong.stream()).toList()) {
            things.insertOne(new Document("_id", id)
                    .append("n", 1)
                    .append("text", "long")
                    .append("parts", List.of(new Document("p", 1))));
        }
        shop.awaitWritten();
        String rows = "SELECT n FROM things WHERE text = 'long'";
        assertThat(shop.query(rows)).containsExactly("1", "1", "1", "1");
        assertThat(shop.query("SELECT reason FROM tidegate.dead_letter"))
                .containsExactly("out-of-range", "out-of-range", "out-of-range");
        requireAccepted(3);
        for (String id : carried) {
            things.updateOne(new Document("_id", id), new Document("$set", new Document("n", "bad")));
        }
        shop.awaitWritten();
        requireAccepted(7);
        List<String> shown = new ArrayList<>();
        for (String id : shop.query("SELECT document_id FROM tidegate.dead_letter")) {
            Outcome letter = shop.run("errors", "show", id);
            assertThat(letter.exitCode()).as(letter.err()).isEqualTo(ExitCode.DONE);
            shown.add(id.substring(0, 6));
        }
        assertThat(shown).filteredOn("sha256"::equals).hasSize(3);
        Outcome ofLongest = shop.run("errors", "replay", "--reason", "out-of-range", "--yes");
        assertThat(ofLongest.out())
                .as(ofLongest.err())
                .contains("3 are dead letters still", "3 of them have an id of more than 65,536 bytes")
                .doesNotContain("repair");
        for (String id : carried) {
            Outcome replayed = shop.run("errors", "replay", "--id", '"' + id + '"', "--yes");
            assertThat(replayed.out()).as(replayed.err()).contains("1 are dead letters still");
            things.updateOne(new Document("_id", id), new Document("$set", new Document("n", 2)));
        }
        shop.awaitWritten();
        assertThat(shop.query(rows)).containsExactly("2", "2", "2", "2");
        for (String rowId : shop.query("SELECT id FROM things WHERE text = 'long'")) {
            Outcome explained = shop.run("explain", rowId);
            assertThat(explained.exitCode()).as(explained.err()).isEqualTo(ExitCode.DONE);
        }
        shop.execute("UPDATE things SET n = 3 WHERE text = 'long'");
        for (String id : carried) {
            Outcome repaired = shop.run("repair", "--yes", "--id", '"' + id + '"');
            assertThat(repaired.exitCode()).as(repaired.err()).isEqualTo(ExitCode.DONE);
        }
        assertThat(shop.query(rows)).containsExactly("2", "2", "2", "2");
        requireAccepted(3);
        for (String id : Stream.concat(carried.stream(), tooLong.stream()).toList()) {
            things.deleteOne(new Document("_id", id));
        }
        shop.awaitWritten();
        assertThat(shop.query(rows)).isEmpty();
        assertThat(shop.query("SELECT count(*) FROM tidegate.dead_letter")).containsExactly("0");
        requireSame();
    }

    /** A command of MongoDB has room for 16 MiB, a page of dead letters for more. */
    @Test
    void moreLongIdsThanOneCommandHasRoomForAreComparedAndReadAgain() throws Exception {
        MongoCollection<Document> things = shop.source().getCollection("things");
        String fill = "m".repeat(64_000);
        for (int i = 0; i < 300; i++) {
            things.insertOne(new Document("_id", i + fill).append("n", "bad").append("text", "many"));
        }
        shop.awaitWritten();
        requireAccepted(300);
        Outcome replayed = shop.run("errors", "replay", "--table", "things", "--yes");
        assertThat(replayed.out()).as(replayed.err()).contains("300 are dead letters still");
        things.deleteMany(new Document("text", "many"));
        shop.awaitWritten();
        assertThat(shop.query("SELECT count(*) FROM tidegate.dead_letter")).containsExactly("0");
    }

    private static void requireSame() {
        Outcome validated = shop.run("validate", "--full");
        assertThat(validated.exitCode()).as(validated.out() + validated.err()).isEqualTo(ExitCode.DONE);
        Outcome verified = shop.run("verify", "--no-triggers");
        assertThat(verified.exitCode()).as(verified.out() + verified.err()).isEqualTo(ExitCode.DONE);
    }

    private static void requireAccepted(int deadLetters) {
        Outcome validated = shop.run("validate", "--full");
        assertThat(validated.exitCode()).as(validated.out() + validated.err()).isEqualTo(ExitCode.DONE);
        assertThat(validated.out()).contains("SAFE TO SWITCH if you accept " + deadLetters + " dead letters");
    }

    private static List<String> numbers() throws Exception {
        return shop.query("SELECT DISTINCT n FROM things JOIN tidegate.id_map USING (id) WHERE text IS NULL");
    }

    private static void change(String id, String bytes, String update) {
        RawBsonDocument filter = raw("{_id: {$eq: " + id + "}}", bytes);
        assertThat(things().updateOne(filter, BsonDocument.parse(update)).getModifiedCount())
                .isEqualTo(1);
    }

    private static void remove(String id, String bytes) {
        assertThat(things().deleteOne(raw("{_id: {$eq: " + id + "}}", bytes)).getDeletedCount())
                .isEqualTo(1);
    }

    /** Each ~ is these bytes. */
    private static RawBsonDocument raw(String json, String bytes) {
        String same = "~".repeat(bytes.length() / 2);
        ByteBuffer buffer =
                RawBsonDocument.parse(json.replace("~", same)).getByteBuffer().asNIO();
        byte[] bson = new byte[buffer.remaining()];
        buffer.get(bson);
        String other = new String(HexFormat.of().parseHex(bytes), StandardCharsets.ISO_8859_1);
        return new RawBsonDocument(new String(bson, StandardCharsets.ISO_8859_1)
                .replace(same, other)
                .getBytes(StandardCharsets.ISO_8859_1));
    }
}
