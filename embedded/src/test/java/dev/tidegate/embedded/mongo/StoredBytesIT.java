package dev.tidegate.embedded.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MongoDB does not decode text: bytes that are no UTF-8, and equal names, are kept as they came. */
class StoredBytesIT {
    private static final String BROKEN = "ff fe c080 80 eda080 f09f98 efbfbd";

    @TempDir
    private Path directory;

    private MongoDatabase database;

    private void on(Consumer<MongoCollection<RawBsonDocument>> work) {
        try (EmbeddedMongo mongo = EmbeddedMongo.start(0, Optional.of(directory));
                MongoClient client = MongoClients.create(mongo.uri())) {
            database = client.getDatabase("crm");
            work.accept(database.getCollection("accounts", RawBsonDocument.class));
        }
    }

    /** The driver passes on a whole command as it is, but not a filter in one. */
    private List<String> find(String filter, String bytes) {
        return database
                .runCommand(raw("{find: 'accounts', filter: " + filter + "}", bytes), RawBsonDocument.class)
                .getDocument("cursor")
                .getArray("firstBatch")
                .stream()
                .map(document -> hex((RawBsonDocument) document))
                .toList();
    }

    @Test
    void idsThatDifferInSuchBytesAreKeptFoundAndDeleted() {
        on(accounts -> {
            for (String bytes : BROKEN.split(" ")) {
                accounts.insertOne(raw("{_id: 'a@', n: {'@': '@'}, c: {$code: '@'}, r: /@/i}", bytes));
            }
            assertThat(accounts.countDocuments()).isEqualTo(7);
            for (String bytes : BROKEN.split(" ")) {
                assertThat(find("{_id: {$in: ['a@']}}", bytes))
                        .containsExactly(hex(raw("{_id: 'a@', n: {'@': '@'}, c: {$code: '@'}, r: /@/i}", bytes)));
            }
            assertThat(accounts.deleteOne(raw("{_id: 'a@'}", "ff")).getDeletedCount())
                    .isEqualTo(1);
            assertThat(find("{_id: 'a@'}", "ff")).isEmpty();
            assertThat(accounts.countDocuments(eq("_id", "a\uFFFD"))).isEqualTo(1);
        });
        on(accounts -> assertThat(find("{_id: 'a@'}", "c080")).hasSize(1));
    }

    /** By their bytes, as numbers from 0 to 255. */
    @Test
    void textIsInTheOrderOfItsBytes() {
        on(accounts -> {
            for (String bytes : BROKEN.split(" ")) {
                accounts.insertOne(raw("{_id: 'a@'}", bytes));
            }
            List<String> ids = accounts.find()
                    .sort(Sorts.ascending("_id"))
                    .map(StoredBytesIT::hex)
                    .into(new ArrayList<>());
            assertThat(ids)
                    .containsExactlyElementsOf(Stream.of("80 c080 eda080 efbfbd f09f98 fe ff".split(" "))
                            .map(bytes -> hex(raw("{_id: 'a@'}", bytes)))
                            .toList());
        });
    }

    @Test
    void streamsTellTheVeryBytes() {
        on(accounts -> {
            try (MongoCursor<RawBsonDocument> changes =
                    accounts.watch().withDocumentClass(RawBsonDocument.class).iterator()) {
                accounts.insertOne(raw("{_id: '@', a: '@'}", "c080"));
                accounts.updateOne(raw("{_id: '@'}", "c080"), set("b", 1));
                accounts.deleteOne(raw("{_id: '@'}", "c080"));
                RawBsonDocument insert = changes.next();
                assertThat(hex((RawBsonDocument) insert.getDocument("fullDocument")))
                        .isEqualTo(hex(raw("{_id: '@', a: '@'}", "c080")));
                for (RawBsonDocument event : List.of(insert, changes.next(), changes.next())) {
                    assertThat(hex((RawBsonDocument) event.getDocument("documentKey")))
                            .isEqualTo(hex(raw("{_id: '@'}", "c080")));
                }
            }
        });
    }

    @Test
    void equalNamesStayAndTheFirstIsTheOneThatIsSet() {
        on(accounts -> {
            accounts.insertOne(raw("{_id: 1, a: 1, '@': 2, b: 3, d: {a: 4, '@': 5}}", "61"));
            assertThat(hex(accounts.find().first()))
                    .isEqualTo(hex(raw("{_id: 1, a: 1, '@': 2, b: 3, d: {a: 4, '@': 5}}", "61")));
            assertThat(hex(accounts.find().projection(Projections.include("a")).first()))
                    .isEqualTo(hex(raw("{_id: 1, a: 1, '@': 2}", "61")));
            accounts.updateOne(new Document("_id", 1), set("a", 9));
        });
        on(accounts -> assertThat(hex(accounts.find().first()))
                .isEqualTo(hex(raw("{_id: 1, a: 9, '@': 2, b: 3, d: {a: 4, '@': 5}}", "61"))));
    }

    /** Each @ is these bytes. */
    private static RawBsonDocument raw(String json, String bytes) {
        String same = "~".repeat(bytes.length() / 2);
        String bson = new String(
                HexFormat.of().parseHex(hex(RawBsonDocument.parse(json.replace("@", same)))),
                StandardCharsets.ISO_8859_1);
        String other = new String(HexFormat.of().parseHex(bytes), StandardCharsets.ISO_8859_1);
        return new RawBsonDocument(bson.replace(same, other).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String hex(RawBsonDocument document) {
        ByteBuffer buffer = document.getByteBuffer().asNIO();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
