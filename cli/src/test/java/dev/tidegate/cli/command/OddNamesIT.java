package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.operate.address.Addresses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that servers and clients like to take for others, through the whole pipeline. */
@Tag("mongodb")
class OddNamesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String LONG = "x".repeat(61);

    @TempDir
    Path directory;

    @Test
    void carriesCollectionsTablesAndColumnsOfEveryName() throws Exception {
        Path file = Files.writeString(directory.resolve("odd.yaml"), """
                migration: odd-names
                source: {database: Odd-1}
                kafka: {partitions: 1}
                enums: {'my "kind"': ["it's", b]}
                collections:
                  order.items: {table: fs.files, columns: {x: integer, kind: 'my "kind"'}, indexes: [x]}
                  order_items: {table: fs_files, columns: {x: integer}}
                  "lead ": {table: " lead", columns: {x: integer}}
                  Lead: {table: LEAD, columns: {x: integer}}
                  "a,b": {table: "a,b", columns: {x: integer, 'select "from"': {type: text, from: y}}}
                  überraschung:
                    table: aLONGa
                    columns:
                      x: integer
                      LONG--: {type: text, from: y}
                      ref: {type: uuid, references: {collection: überraschung, foreign_key: true}}
                    indexes: [LONG--, x]
                    children:
                      bLONGa: {from: list, key: {ordinal: no}, columns: {v: text}, indexes: [v]}
                  "日本": {table: "日本日本日本日本日本日本日本日本日本日本", columns: {x: integer}}
                junctions:
                  "cLONG.":
                    left: {collection: überraschung, column: "a b", array: friends}
                    right: {collection: "lead ", column: "c.d"}
                """.replace("LONG", LONG));
        Migration migration = MigrationFile.read(file);
        try (Servers servers = Servers.start();
                MongoClient client = servers.client()) {
            Addresses addresses = servers.withTarget("odd");
            MongoDatabase database = client.getDatabase("Odd-1");
            List<String> collections = migration.collections().stream()
                    .map(CollectionMapping::collection)
                    .toList();
            for (String name : collections) {
                MongoCollection<Document> collection = database.getCollection(name);
                for (int i = 0; i < 100; i++) {
                    collection.insertOne(document(new ObjectId(), i));
                }
            }
            database.getCollection("lead").insertOne(document(new ObjectId(), 1));
            untilDrained(addresses, file);
            for (String name : collections) {
                MongoCollection<Document> collection = database.getCollection(name);
                collection.updateMany(
                        new Document("x", new Document("$lt", 90)), new Document("$inc", new Document("x", 1)));
                collection.deleteMany(new Document("x", 95));
                collection.insertOne(document(new ObjectId(), 200));
            }
            database.getCollection("lead").insertOne(document(new ObjectId(), 2));
            untilDrained(addresses, file);
            Proof.requireEqual(migration, addresses, Set.of());
            Proof.requireIndexes(migration, addresses);
        }
    }

    private static Document document(ObjectId id, int x) {
        return new Document("_id", id)
                .append("x", x)
                .append("y", "y" + x)
                .append("kind", "it's")
                .append("ref", id)
                .append("list", List.of(new Document("v", "a"), new Document("v", "b")))
                .append("friends", List.of(id));
    }

    private void untilDrained(Addresses addresses, Path file) {
        List<String> command = new ArrayList<>(List.of("run", "-f", file.toString(), "--until-drained"));
        command.addAll(List.of("--state-dir", directory.resolve("state").toString()));
        command.addAll(List.of("--errors", directory.resolve("errors.log").toString()));
        try (ChildJvm run =
                TidegateProcess.start(TidegateProcess.environment(addresses), command.toArray(String[]::new))) {
            assertThat(run.awaitExit(PATIENCE))
                    .as(() -> String.join("\n", run.output()))
                    .isEqualTo(ExitCode.DONE);
        }
    }
}
