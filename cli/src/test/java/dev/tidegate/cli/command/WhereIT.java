package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.tidegate.cli.command.RunningShop.Outcome;
import java.nio.file.Path;
import java.util.List;
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

/** Documents that {@code where} leaves out, through the whole pipeline and every command that counts or names them. */
@Tag("mongodb")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WhereIT {
    private static final int DOCUMENTS = 60;
    private static final String FILE = """
            collections:
              people:
                where: {deletedAt: null, kind: [customer, 1], tags: {ne: spam}}
                ignore: [deletedAt, kind, tags]
                columns:
                  name: text not null
                  boss: {type: uuid, references: {collection: people, foreign_key: true}}
                  home: {type: uuid, references: {one_of: [{collection: people}, {collection: places, column: place}]}}
                  place: {type: uuid, from: [], references: places}
                children:
                  phones: {from: phones, key: {ordinal: no}, scalar: phone, columns: {phone: text}}
              places: {columns: {name: text}}
            junctions:
              friends:
                left: {collection: people, column: person, array: friends}
                right: {collection: people, column: friend}
            """;

    @TempDir
    static Path directory;

    @RegisterExtension
    static final Servers servers = new Servers();

    private static final List<ObjectId> IDS = java.util.stream.IntStream.range(0, DOCUMENTS)
            .mapToObj(n -> new ObjectId())
            .toList();

    private static RunningShop shop;

    @BeforeAll
    static void startBesideDocuments() throws Exception {
        shop = RunningShop.withFile(servers, "where", directory, FILE);
        for (int n = 0; n < DOCUMENTS; n++) {
            people().insertOne(person(n));
        }
        shop.source().createCollection("places");
        assertThat(shop.run("check", "--json").out()).contains("\"excluded\"").contains("\"reference-to-excluded\"");
        shop.start();
        shop.awaitWritten();
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    /** A third is deleted, a third of another kind; of these some would be dead letters. */
    private static Document person(int n) {
        Document person = new Document("_id", IDS.get(n))
                .append("kind", n % 2 == 0 ? "customer" : 1.0)
                .append("boss", IDS.get((n + 1) % DOCUMENTS))
                .append("home", IDS.get((n + 2) % DOCUMENTS))
                .append("phones", List.of("a", "b"))
                .append("friends", List.of(IDS.get((n + 1) % DOCUMENTS)))
                .append("extra", n);
        return switch (n % 3) {
            case 0 -> person.append("name", "n" + n).append("deletedAt", null);
            case 1 -> person.append("deletedAt", new java.util.Date());
            default -> person.append("name", "n" + n).append("kind", "staff");
        };
    }

    private static MongoCollection<Document> people() {
        return shop.source().getCollection("people");
    }

    private static long rows(String table) throws Exception {
        return Long.parseLong(shop.query("SELECT count(*) FROM " + table).get(0));
    }

    @Test
    @Order(1)
    void excludedDocumentsGiveNothingAndAreCounted() throws Exception {
        assertThat(rows("people")).isEqualTo(DOCUMENTS / 3);
        assertThat(rows("phones")).isEqualTo(2 * DOCUMENTS / 3);
        assertThat(rows("friends")).isEqualTo(DOCUMENTS / 3);
        assertThat(rows("tidegate.unmapped")).isEqualTo(DOCUMENTS / 3);
        assertThat(rows("tidegate.dead_letter")).isZero();
        assertThat(shop.query("SELECT DISTINCT home IS NOT NULL AND place IS NULL FROM people"))
                .containsExactly("t");
        assertThat(shop.requireSame().out())
                .contains("40 excluded by where")
                .contains("40 documents that 'where' excludes")
                .contains("references to excluded documents");
        assertThat(shop.run("status").out()).contains("excluded by where: 40 documents (people 40)");
        assertThat(shop.run("status", "--json").out()).contains("\"percent\" : 100.0");
        assertThat(shop.run("explain", IDS.get(1).toHexString()).out()).contains("excluded by where");
        Outcome references = shop.run("references");
        assertThat(references.out()).contains("to an excluded document").doesNotContain("dangling in the source");
    }

    @Test
    @Order(2)
    void documentsThatChangeComeAndGo() throws Exception {
        people().updateMany(Filters.eq("extra", 0), Updates.set("deletedAt", new java.util.Date()));
        people().updateMany(Filters.eq("extra", 3), Updates.set("tags", List.of("good", "spam")));
        people().updateMany(Filters.eq("extra", 6), Updates.set("name", null));
        people().updateMany(Filters.eq("extra", 2), Updates.set("kind", "customer"));
        people().updateMany(
                        Filters.eq("extra", 4),
                        Updates.combine(Updates.unset("deletedAt"), Updates.set("name", "back")));
        people().deleteOne(Filters.eq("extra", 1));
        people().deleteOne(Filters.eq("extra", 9));
        shop.awaitWritten();
        assertThat(rows("people")).isEqualTo(DOCUMENTS / 3 - 2 - 1 + 2);
        assertThat(shop.query("SELECT name FROM people WHERE name = 'back'")).hasSize(1);
        assertThat(shop.query("SELECT stale FROM tidegate.dead_letter")).containsExactly("t");
        shop.requireSame();
        people().updateMany(Filters.eq("extra", 6), Updates.set("kind", "staff"));
        shop.awaitWritten();
        assertThat(rows("tidegate.dead_letter")).isZero();
        assertThat(rows("people")).isEqualTo(DOCUMENTS / 3 - 2 - 1 + 2 - 1);
        shop.requireSame();
    }

    @Test
    @Order(3)
    void rowsOfExcludedDocumentsAreDamageThatIsNamedAndRepaired() throws Exception {
        ObjectId excluded = IDS.get(5);
        shop.execute("INSERT INTO people (id, name) VALUES (tidegate.uuid_for('people', '" + excluded.toHexString()
                + "'), 'planted')");
        shop.execute("INSERT INTO phones SELECT tidegate.uuid_for('people', '" + excluded.toHexString() + "'), 0, 'x'");
        Outcome validated = shop.run("validate", "--full");
        assertThat(validated.exitCode()).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(validated.out()).contains(excluded.toHexString()).contains("excluded by where");
        Outcome repaired = shop.run("repair", "--yes");
        assertThat(repaired.exitCode()).as(repaired.out() + repaired.err()).isEqualTo(ExitCode.DONE);
        assertThat(shop.query("SELECT name FROM people WHERE name = 'planted'")).isEmpty();
        shop.requireSame();
    }
}
