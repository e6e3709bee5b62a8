package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.tidegate.cli.command.RunningShop.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
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

/** One collection that becomes several tables, through the whole pipeline and every command. */
@Tag("mongodb")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EntriesIT {
    private static final int TITLES = 30;
    private static final String FILE = """
            collections:
              films:
                collection: titles
                ids: any
                where: {kind: film}
                columns: {name: text not null, kind: text, short: boolean}
                children:
                  scenes: {from: scenes, key: {ordinal: no}, scalar: scene, columns: {scene: text}}
              series:
                collection: titles
                ids: any
                where: {kind: series}
                columns: {name: text not null, kind: text, short: boolean, seasons: integer}
                children:
                  series_scenes: {from: scenes, key: {ordinal: no}, scalar: scene, columns: {scene: text}}
              shorts:
                collection: titles
                ids: any
                where: {short: true}
                columns: {name: text not null, kind: text, short: boolean}
              users:
                columns:
                  favourite: {type: uuid, references: {collection: films, foreign_key: true}}
                  watched: {type: uuid, references: {one_of: [{collection: films}, {collection: series, column: watching}]}}
                  watching: {type: uuid, from: [], references: series}
            junctions:
              film_fans:
                left: {collection: films, column: film, array: fans}
                right: {collection: users, column: fan}
            """;

    @TempDir
    static Path directory;

    @RegisterExtension
    static final Servers servers = new Servers();

    private static final List<ObjectId> USERS =
            IntStream.range(0, TITLES).mapToObj(n -> new ObjectId()).toList();

    private static RunningShop shop;

    @BeforeAll
    static void startBesideDocuments() throws Exception {
        shop = RunningShop.withFile(servers, "entries", directory, FILE);
        for (int n = 0; n < TITLES; n++) {
            titles().insertOne(title(n));
            users().insertOne(new Document("_id", USERS.get(n))
                    .append("favourite", id(n))
                    .append("watched", id(n)));
        }
        Outcome checked = shop.run("check", "--json");
        assertThat(checked.out()).contains("\"documents\" : " + 2 * TITLES).contains("unmatched");
        shop.start();
        shop.awaitWritten();
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    /** Every third has an ObjectId. */
    private static Object id(int n) {
        return n % 3 == 0 ? new ObjectId(String.format("65%022x", n)) : "title-" + n;
    }

    /** Two thirds are films, a third series; one is of no kind, one of two. */
    private static Document title(int n) {
        Document title = new Document("_id", id(n))
                .append("n", n)
                .append("name", "name " + n)
                .append("scenes", List.of("a", "b"))
                .append("fans", List.of(USERS.get(n)))
                .append("kind", n % 3 == 2 ? "series" : "film");
        return switch (n) {
            case 28 -> title.append("kind", "game");
            case 27 -> title.append("short", true);
            default -> title;
        };
    }

    private static MongoCollection<Document> titles() {
        return shop.source().getCollection("titles");
    }

    private static MongoCollection<Document> users() {
        return shop.source().getCollection("users");
    }

    private static void set(int n, Bson update) {
        titles().updateOne(Filters.eq("n", n), update);
    }

    private static long rows(String table) throws Exception {
        return Long.parseLong(shop.query("SELECT count(*) FROM " + table).get(0));
    }

    private static List<String> letters() throws Exception {
        return shop.query(
                "SELECT collection || ' ' || reason || ' ' || stale FROM tidegate.dead_letter ORDER BY collection, reason");
    }

    @Test
    @Order(1)
    void everyDocumentIsInTheTableOfItsKind() throws Exception {
        assertThat(rows("films")).isEqualTo(18);
        assertThat(rows("scenes")).isEqualTo(36);
        assertThat(rows("series")).isEqualTo(10);
        assertThat(rows("series_scenes")).isEqualTo(20);
        assertThat(rows("shorts")).isZero();
        assertThat(rows("film_fans")).isEqualTo(18);
        assertThat(letters()).containsExactly("films conflict false", "films unmatched false", "shorts conflict false");
        assertThat(shop.query("SELECT count(*) FROM users WHERE watching IS NOT NULL"))
                .containsExactly("10");
        assertThat(rows("tidegate.id_map")).isEqualTo(19);
        assertThat(shop.requireSame().out())
                .contains("references to dead letters")
                .contains("excluded documents");
        assertThat(shop.run("status").out()).contains("100.0% of " + 2 * TITLES + " documents");
        Outcome explained = shop.run("explain", ((ObjectId) id(0)).toHexString());
        assertThat(explained.out()).contains("films ").doesNotContain("shorts ").contains("agree now");
    }

    @Test
    @Order(2)
    void aDocumentThatChangesItsKindMoves() throws Exception {
        set(0, Updates.set("kind", "series"));
        set(1, Updates.combine(Updates.set("kind", "series"), Updates.set("seasons", 3)));
        set(2, Updates.set("kind", "film"));
        set(5, Updates.set("kind", "game"));
        set(3, Updates.set("short", true));
        set(27, Updates.set("kind", null));
        set(28, Updates.set("kind", "film"));
        titles().deleteOne(Filters.eq("n", 4));
        shop.awaitWritten();
        assertThat(shop.query("SELECT name FROM series WHERE seasons = 3")).containsExactly("name 1");
        assertThat(rows("films")).isEqualTo(18 - 2 + 1 + 1 - 1);
        assertThat(rows("series")).isEqualTo(10 + 2 - 2);
        assertThat(rows("shorts")).isEqualTo(1);
        assertThat(letters()).containsExactly("films conflict true", "films unmatched false", "shorts conflict false");
        assertThat(rows("tidegate.id_map")).isEqualTo(18 - 1 + 1);
        shop.requireSame();
        set(3, Updates.unset("short"));
        set(5, Updates.set("kind", "series"));
        shop.awaitWritten();
        assertThat(letters()).isEmpty();
        shop.requireSame();
    }

    @Test
    @Order(3)
    void rowsInTheTableOfAnotherKindAreNamedAndRepaired() throws Exception {
        assertThat(shop.execute("INSERT INTO series (id, name) SELECT id, 'planted' FROM films WHERE name = 'name 6'"))
                .isEqualTo(1);
        assertThat(shop.execute("INSERT INTO series_scenes SELECT id, 9, 'x' FROM films WHERE name = 'name 7'"))
                .isEqualTo(1);
        assertThat(shop.execute("DELETE FROM films WHERE name = 'name 9'")).isEqualTo(1);
        Outcome validated = shop.run("validate", "--full");
        assertThat(validated.exitCode()).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(validated.out())
                .contains("another entry's")
                .contains("series_scenes")
                .contains("films");
        Outcome repaired = shop.run("repair", "--yes");
        assertThat(repaired.exitCode()).as(repaired.out() + repaired.err()).isEqualTo(ExitCode.DONE);
        assertThat(shop.query("SELECT name FROM series WHERE name = 'planted'")).isEmpty();
        assertThat(shop.query("SELECT name FROM films WHERE name = 'name 9'")).hasSize(1);
        shop.requireSame();
    }
}
