package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.tidegate.cli.command.RunningShop.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Several collections that become one table, through the whole pipeline and every command. */
@Tag("mongodb")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SharedTableIT {
    private static final int EACH = 20;
    private static final String FILE = """
            collections:
              customers:
                table: parties
                columns: {origin: {type: text, required: true, constant: customer}, name: text not null}
                indexes: [name]
              suppliers:
                table: parties
                ids: any
                columns: {origin: {type: text, required: true, constant: supplier}, name: {type: text, required: true, from: firm}}
                children:
                  branches: {from: branches, key: {ordinal: no}, scalar: town, columns: {town: text}}
              orders:
                columns:
                  customer: {type: uuid, references: {collection: customers, foreign_key: true}}
                  supplier: {type: uuid, references: {collection: suppliers, foreign_key: true}}
            """;

    @TempDir
    static Path directory;

    @RegisterExtension
    static final Servers servers = new Servers();

    private static final List<ObjectId> IDS =
            IntStream.range(0, EACH).mapToObj(n -> new ObjectId()).toList();

    private static RunningShop shop;

    /** A customer and a supplier have the same ObjectId; every other supplier has a text. */
    @BeforeAll
    static void startBesideDocuments() throws Exception {
        shop = RunningShop.withFile(servers, "shared", directory, FILE);
        for (int n = 0; n < EACH; n++) {
            all("customers")
                    .insertOne(new Document("_id", IDS.get(n))
                            .append("name", "c" + n)
                            .append("n", n));
            all("suppliers")
                    .insertOne(new Document("_id", supplier(n))
                            .append("firm", "s" + n)
                            .append("branches", List.of("x", "y"))
                            .append("n", n));
            all("orders")
                    .insertOne(new Document("customer", IDS.get(n))
                            .append("supplier", supplier(n))
                            .append("n", n));
        }
        shop.start();
        shop.awaitWritten();
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    private static Object supplier(int n) {
        return n % 2 == 0 ? IDS.get(n) : "supplier-" + n;
    }

    private static MongoCollection<Document> all(String collection) {
        return shop.source().getCollection(collection);
    }

    private static List<String> counts() throws Exception {
        return shop.query("SELECT origin || ' ' || count(*) FROM parties GROUP BY origin ORDER BY 1");
    }

    @Test
    @Order(1)
    void rowsOfBothAreInOneTable() throws Exception {
        assertThat(counts()).containsExactly("customer 20", "supplier 20");
        assertThat(shop.query("SELECT count(*) FROM branches")).containsExactly("40");
        assertThat(shop.query("SELECT count(*) FROM orders o JOIN parties c ON c.id = o.customer JOIN parties s ON s.id"
                        + " = o.supplier WHERE c.origin = 'customer' AND s.origin = 'supplier'"))
                .containsExactly("20");
        assertThat(shop.requireSame().out()).contains("SAFE TO SWITCH");
        assertThat(shop.run("status").out()).contains("100.0% of 60 documents");
        assertThat(shop.run("references").exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    @Order(2)
    void changesOfEitherArrive() throws Exception {
        all("customers").deleteOne(Filters.eq("n", 2));
        all("suppliers").deleteOne(Filters.eq("n", 3));
        all("suppliers").updateMany(Filters.gte("n", 10), Updates.set("firm", "new"));
        all("customers").updateMany(Filters.gte("n", 15), Updates.set("name", "new"));
        all("customers").insertOne(new Document("name", "late").append("n", 99));
        all("suppliers").updateMany(Filters.eq("n", 4), Updates.unset("firm"));
        shop.awaitWritten();
        assertThat(counts()).containsExactly("customer 20", "supplier 19");
        assertThat(shop.query("SELECT collection FROM tidegate.dead_letter")).containsExactly("suppliers");
        shop.requireSame();
    }

    @Test
    @Order(3)
    void damageToEitherIsNamedAndRepaired() throws Exception {
        String gone = new ObjectId().toHexString();
        shop.execute("UPDATE parties SET name = 'damaged' WHERE name IN ('c7', 's7')");
        shop.execute("DELETE FROM parties WHERE name = 's8'");
        shop.execute(
                "INSERT INTO parties VALUES (tidegate.uuid_for('suppliers', '" + gone + "'), 'supplier', 'planted')");
        shop.execute(
                "INSERT INTO parties VALUES (tidegate.uuid_for('customers', '" + gone + "'), 'customer', 'planted')");
        shop.execute("INSERT INTO parties VALUES (tidegate.uuid_for('orders', '" + gone + "'), 'order', 'planted')");
        Path report = directory.resolve("report.json");
        Outcome validated = shop.run("validate", "--full", "--report", report.toString());
        assertThat(validated.exitCode()).as(validated.out() + validated.err()).isEqualTo(ExitCode.DIFFERENCES);
        String json = Files.readString(report);
        assertThat(json.split("\"kind\" : \"extraRow\"", -1)).hasSize(4);
        assertThat(json.split("\"column\" : \"name\"", -1)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(json).contains("\"kind\" : \"missingRow\"");
        Outcome repaired = shop.run("repair", "--yes");
        assertThat(repaired.exitCode()).as(repaired.out() + repaired.err()).isEqualTo(ExitCode.DONE);
        assertThat(counts()).containsExactly("customer 20", "supplier 19");
        shop.requireSame();
    }
}
