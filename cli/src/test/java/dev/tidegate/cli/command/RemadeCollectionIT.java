package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.RenameCollectionOptions;
import com.mongodb.client.model.Updates;
import dev.tidegate.cli.command.RunningShop.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Collections that the application drops and makes again, while the others go on. */
@Tag("mongodb")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RemadeCollectionIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int DOCUMENTS = 1_300;
    private static final String FILE = """
            collections:
              ranking:
                on_drop: resnapshot
                ids: any
                columns: {points: integer, night: integer}
                children:
                  badges: {from: badges, key: {ordinal: no}, scalar: badge, columns: {badge: text}}
              players: {columns: {name: text}}
            """;

    @TempDir
    static Path directory;

    @RegisterExtension
    static final Servers servers = new Servers();

    private static RunningShop shop;
    private static final List<ObjectId> IDS =
            IntStream.range(0, DOCUMENTS).mapToObj(n -> new ObjectId()).toList();

    @BeforeAll
    static void startBesideDocuments() throws Exception {
        shop = RunningShop.withFile(servers, "remade", directory, FILE);
        fill("ranking", 0, 0);
        players().insertOne(new Document("name", "first"));
        shop.start();
        shop.awaitWritten();
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    /** Some documents are the same, some are gone, some are new. */
    private static void fill(String collection, int night, int from) {
        List<Document> documents = new ArrayList<>();
        for (int n = from; n < DOCUMENTS; n++) {
            documents.add(new Document("_id", n % 5 == 0 ? "player-" + n : IDS.get(n))
                    .append("points", n)
                    .append("night", night)
                    .append("badges", n % 2 == 0 ? List.of("a", "b") : List.of("a")));
        }
        documents.add(new Document("_id", "of night " + night).append("night", night));
        shop.source().getCollection(collection).insertMany(documents);
    }

    private static MongoCollection<Document> players() {
        return shop.source().getCollection("players");
    }

    private static void rename(String from) {
        shop.source()
                .getCollection(from)
                .renameCollection(
                        new MongoNamespace("remade", "ranking"), new RenameCollectionOptions().dropTarget(true));
    }

    private static void awaitNight(int night, int rows) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(shop.query("SELECT DISTINCT night FROM ranking")).containsExactly(String.valueOf(night));
            assertThat(shop.query("SELECT count(*) FROM ranking")).containsExactly(String.valueOf(rows));
        });
        shop.awaitWritten();
    }

    private static void requireSame() {
        Outcome validated = shop.run("validate", "--full");
        assertThat(validated.exitCode()).as(validated.out() + validated.err()).isEqualTo(ExitCode.DONE);
    }

    @Test
    @Order(1)
    void aNightlyRenameIsTakenAgainWhileTheOthersGoOn() throws Exception {
        shop.source().getCollection("ranking").updateMany(new Document(), Updates.inc("points", 1));
        fill("ranking_new", 1, 100);
        rename("ranking_new");
        players().insertOne(new Document("name", "meanwhile"));
        awaitNight(1, DOCUMENTS - 100 + 1);
        assertThat(shop.query("SELECT count(*) FROM players")).containsExactly("2");
        requireSame();
        shop.source().getCollection("ranking").updateOne(new Document("points", 500), Updates.set("points", -1));
        shop.awaitWritten();
        assertThat(shop.query("SELECT count(*) FROM ranking WHERE points = -1")).containsExactly("1");
        assertThat(shop.run("status").out()).contains("drained").doesNotContain("taken again");
    }

    @Test
    @Order(2)
    void oneThatIsDroppedHasNoRowsAndComesBack() throws Exception {
        shop.source().getCollection("ranking").drop();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(shop.query("SELECT count(*) FROM ranking")).containsExactly("0"));
        shop.awaitWritten();
        requireSame();
        fill("ranking", 2, 1_000);
        awaitNight(2, DOCUMENTS - 1_000 + 1);
        requireSame();
    }

    @Test
    @Order(3)
    void whatHappensWhileNobodyWatchesOrInTheMiddleOfItIsMadeUpFor() throws Exception {
        shop.stop();
        fill("ranking_new", 3, 50);
        rename("ranking_new");
        for (int restart = 0; restart < 4; restart++) {
            shop.start();
            Thread.sleep(500L * restart);
            shop.stop();
        }
        fill("ranking_again", 4, 0);
        shop.start();
        rename("ranking_again");
        awaitNight(4, DOCUMENTS + 1);
        requireSame();
    }

    @Test
    @Order(4)
    void anotherCollectionStillStopsTheSource() {
        players().drop();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(shop.run("status").out()).contains("players was dropped"));
    }
}
