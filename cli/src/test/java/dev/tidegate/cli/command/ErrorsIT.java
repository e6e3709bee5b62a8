package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.tidegate.cli.command.RunningShop.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("mongodb")
class ErrorsIT {
    private static final long SEED = Long.getLong("tidegate.seed", 1L);
    private static final String PRICELESS = "\"no price\"";

    @TempDir
    static Path directory;

    @RegisterExtension
    static final Servers servers = new Servers();

    private static RunningShop shop;

    @BeforeAll
    static void startShop() throws Exception {
        shop = RunningShop.of(servers, "failing", directory);
        new Shop(shop.source(), SEED).load(30);
        shop.start();
        shop.awaitWritten();
    }

    @AfterAll
    static void stopShop() {
        shop.close();
    }

    @Test
    void listsByTableReasonAndId() throws Exception {
        Outcome all = shop.run("errors", "list");
        assertThat(all.exitCode()).as(all.err()).isEqualTo(ExitCode.DONE);
        assertThat(all.out())
                .contains("customers: 1 required-absent", "customers: 1 wrong-id-type")
                .contains("products: 1 required-absent")
                .contains("orders: 1 invalid-enum", "orders: 1 not-exact")
                .contains("products  \"no price\"  required-absent in price");
        assertThat(shop.run("errors", "list", "--table", "products", "--limit", "0")
                        .out())
                .contains("products: 1 required-absent")
                .contains("… and 1 more")
                .doesNotContain("customers");
        assertThat(shop.run("errors", "list", "--reason", "not-exact").out())
                .contains("\"bad line\"")
                .doesNotContain(PRICELESS);
        assertThat(shop.run("errors", "list", "--id", "no price").out()).contains(PRICELESS);
        assertThat(shop.run("errors", "list", "--table", "nothing").exitCode()).isEqualTo(ExitCode.USAGE);
        JsonNode json =
                new ObjectMapper().readTree(shop.run("errors", "list", "--json").out());
        assertThat(json.get("letters")).hasSize(5);
        assertThat(json.get("letters").findValuesAsText("collection")).containsOnly("kunden", "products", "orders");
        assertThat(json.get("counts").findValuesAsText("letters")).containsOnly("1");
    }

    @Test
    void showsOneInFull() throws Exception {
        String id = shop.query("SELECT document_id FROM tidegate.dead_letter WHERE collection = 'kunden'"
                        + " AND reason = 'required-absent'")
                .get(0);
        Outcome shown = shop.run("errors", "show", id);
        assertThat(shown.exitCode()).as(shown.err()).isEqualTo(ExitCode.DONE);
        assertThat(shown.out())
                .contains("table          customers (collection kunden)")
                .contains("reason         required-absent")
                .contains("field          full_name")
                .containsPattern("record         failing\\.raw\\.kunden-\\d@\\d+")
                .contains("in the tables  nothing of it")
                .contains("what to do     correct the document, give the column a default")
                .contains("findOne({_id: ObjectId('" + id + "')})")
                .doesNotContain("nameless@example.org");
        assertThat(shop.run("errors", "show", "000000000000000000000000").exitCode())
                .isEqualTo(ExitCode.DIFFERENCES);
    }

    @Test
    void exportsDocumentsWithoutTheirValuesUnlessAsked() throws Exception {
        Path log = directory.resolve("errors.log");
        assertThat(shop.run("errors", "export", log.toString()).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(Files.readString(log))
                .contains("table: customers (collection kunden)\n")
                .contains("document: (values left out) {\"_id\": objectId, \"mail\": string}")
                .contains("\"lines\": [1 × {\"sku\": string, \"productId\": ")
                .contains("\n---\n", "total: 5\n", "failed ids:\n")
                .doesNotContain("nameless@example.org");
        Path whole = directory.resolve("whole.log");
        Outcome withDocuments =
                shop.run("errors", "export", "--with-documents", "--table", "customers", whole.toString());
        assertThat(withDocuments.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(Files.readString(whole)).contains("nameless@example.org", "total: 2\n");
        assertThat(Files.getPosixFilePermissions(whole)).hasSize(2);
    }

    @Test
    void replaysWhatTheTargetRefusedOnceItTakesIt() throws Exception {
        shop.execute("ALTER TABLE \"Shop data\".products ADD CONSTRAINT cheap CHECK (price < 1000)");
        for (int i = 0; i < 3; i++) {
            shop.source()
                    .getCollection("products")
                    .insertOne(new Document("_id", "dear" + i)
                            .append("title", "x")
                            .append("price", 5000)
                            .append("labels", List.of()));
        }
        shop.awaitWritten();
        List<String> refused = List.of("errors", "list", "--reason", "refused-by-target");
        assertThat(shop.run(refused.toArray(String[]::new)).out()).contains("products: 3 refused-by-target");
        Outcome tooEarly = shop.run("errors", "replay", "--reason", "refused-by-target", "--yes");
        assertThat(tooEarly.exitCode()).as(tooEarly.err()).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(tooEarly.out()).contains("0 are good now", "products: 3 refused-by-target");

        shop.execute("ALTER TABLE \"Shop data\".products DROP CONSTRAINT cheap");
        Outcome replayed = shop.run("errors", "replay", "--reason", "refused-by-target", "--yes");
        assertThat(replayed.exitCode()).as(replayed.err()).isEqualTo(ExitCode.DONE);
        assertThat(replayed.out()).contains("3 are good now, or deleted; 0 are dead letters still");
        assertThat(shop.run(refused.toArray(String[]::new)).out()).contains("no dead letters");
        shop.awaitWritten();
        Proof.requireEqual(shop.migration(), shop.addresses(), Shop.expectedDeadLetters());
    }

    @Test
    void keepsAllOtherRowsOfADocumentOfWhichPostgresqlRefusesSome() throws Exception {
        MongoCollection<Document> orders = shop.source().getCollection("orders");
        Object customer = shop.source().getCollection("kunden").find().first().get("_id");
        String tooLong = incompressible(3_000);
        orders.insertOne(new Document("_id", "refused")
                .append("customer", customer)
                .append("placedAt", new Date(0))
                .append("lines", List.of(line("a", 1), line("b", 1))));
        shop.awaitWritten();
        shop.execute("ALTER TABLE \"Shop data\".order_lines ADD CONSTRAINT positive CHECK (quantity > 0) NOT VALID");
        orders.updateOne(
                Filters.eq("refused"),
                Updates.combine(
                        Updates.set("gift", true),
                        Updates.set("lines", List.of(line("a", 5), line("b", -1), line("c", -1), line(tooLong, 1)))));
        shop.awaitWritten();

        String rows = "SELECT sku || quantity FROM \"Shop data\".order_lines JOIN \"Shop data\".orders ON id = order_id"
                + " WHERE gift AND placed = '1970-01-01' ORDER BY sku";
        assertThat(shop.query(rows)).containsExactly("a5", "b1");
        Outcome shown = shop.run("errors", "show", "refused");
        assertThat(shown.out())
                .contains("PostgreSQL refused 3 rows of this document: table order_lines, row (")
                .contains("constraint or index positive (SQLSTATE 23514)", "(SQLSTATE 54000)", "… (3000 characters)")
                .contains(
                        "in the tables  its last version, except for the rows that PostgreSQL refused; of some of those")
                .doesNotContain(tooLong);
        Outcome validated = shop.run("validate", "--full");
        assertThat(validated.exitCode()).as(validated.out()).isEqualTo(ExitCode.DONE);
        assertThat(validated.out()).contains("SAFE TO SWITCH if you accept 6 dead letters");

        shop.execute("ALTER TABLE \"Shop data\".order_lines DROP CONSTRAINT positive");
        Outcome takenNow = shop.run("validate", "--full");
        assertThat(takenNow.exitCode()).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(takenNow.out()).contains("dead letter without cause").doesNotContain("rows missing");
        Outcome replayed = shop.run("errors", "replay", "--id", "refused", "--yes");
        assertThat(replayed.exitCode()).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(shop.query(rows)).containsExactly("a5", "b-1", "c-1");
        assertThat(shop.run("errors", "show", "refused").out()).contains("PostgreSQL refused a row of this document");

        orders.deleteOne(Filters.eq("refused"));
        shop.awaitWritten();
        assertThat(shop.run("errors", "show", "refused").exitCode()).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(shop.query("SELECT count(*) FROM tidegate.refused_row")).containsExactly("0");
        assertThat(shop.query(rows)).isEmpty();
    }

    @Test
    void keepsALetterForARowThatPostgresqlDoesNotLetGo() throws Exception {
        MongoCollection<Document> orders = shop.source().getCollection("orders");
        Object customer = shop.source().getCollection("kunden").find().first().get("_id");
        orders.insertOne(new Document("_id", "claimed")
                .append("customer", customer)
                .append("placedAt", new Date(1))
                .append("lines", List.of(line("a", 1))));
        shop.awaitWritten();
        shop.execute("CREATE TABLE claim (id uuid REFERENCES \"Shop data\".orders)");
        shop.execute("INSERT INTO claim SELECT id FROM tidegate.id_map WHERE document_id = '\"claimed\"'");
        orders.deleteOne(Filters.eq("claimed"));
        shop.awaitWritten();

        assertThat(shop.run("errors", "show", "claimed").out()).contains(", to be deleted: foreign key is violated");
        Outcome validated = shop.run("validate", "--full");
        assertThat(validated.out()).contains("1 row that PostgreSQL does not let go");
        assertThat(validated.exitCode()).as(validated.out()).isEqualTo(ExitCode.DONE);

        shop.execute("DROP TABLE claim");
        Outcome replayed = shop.run("errors", "replay", "--id", "claimed", "--yes");
        assertThat(replayed.exitCode()).as(replayed.out() + replayed.err()).isEqualTo(ExitCode.DONE);
        assertThat(shop.query("SELECT count(*) FROM tidegate.refused_row")).containsExactly("0");
        assertThat(shop.query("SELECT id FROM \"Shop data\".orders WHERE placed = '1970-01-01 00:00:00.001'"))
                .isEmpty();
    }

    private static Document line(String sku, int quantity) {
        return new Document("sku", sku).append("quantity", quantity).append("price", new Document("amount", 1));
    }

    private static String incompressible(int length) {
        return new Random(length)
                .ints(length, 'A', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void saysWhichAreDeadLettersStill() throws Exception {
        Outcome replayed = shop.run("errors", "replay", "--table", "orders", "--yes");
        assertThat(replayed.exitCode()).as(replayed.err()).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(replayed.out())
                .contains("0 are good now, or deleted; 2 are dead letters still")
                .contains("orders: 1 invalid-enum", "orders: 1 not-exact")
                .contains("still dead: orders  \"bad line\"  not-exact in lines.0.quantity");
    }

    @Test
    void whatKeepNewestTookOutComesBackOnlyWhenItIsAskedFor() throws Exception {
        ObjectId id = new ObjectId();
        shop.source().getCollection("kunden").insertOne(new Document("_id", id).append("full_name", "The older"));
        shop.awaitWritten();
        String older = "SELECT name FROM \"Shop data\".customers WHERE name = 'The older'";
        assertThat(shop.query(older)).hasSize(1);
        shop.execute("DELETE FROM \"Shop data\".customers WHERE name = 'The older'");
        shop.execute(
                "INSERT INTO tidegate.dead_letter (collection, document_id, stage, reason, message, stale, first_seen,"
                        + " last_seen) VALUES ('kunden', '" + id
                        + "', 'references', 'duplicate-value', '', false, now(), now())");

        Outcome all = shop.run("errors", "replay", "--table", "customers", "--yes");
        assertThat(all.out())
                .contains("1 duplicate-value are left as they are")
                .contains("2 are dead letters still")
                .contains("--reason duplicate-value");
        assertThat(shop.query(older)).isEmpty();

        Outcome named = shop.run("errors", "replay", "--reason", "duplicate-value", "--yes");
        assertThat(named.exitCode()).as(named.out() + named.err()).isEqualTo(ExitCode.DONE);
        assertThat(shop.query(older)).hasSize(1);
        shop.source().getCollection("kunden").deleteOne(Filters.eq(id));
        shop.awaitWritten();
    }

    @Test
    void asksFirst() {
        Outcome nobody = shop.run("errors", "replay");
        assertThat(nobody.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(nobody.err()).contains("--yes");
    }

    @Test
    void saysThatNobodyTakesRequests() throws Exception {
        shop.stop();
        try {
            Outcome replayed = shop.run("errors", "replay", "--yes", "--timeout", "1s");
            assertThat(replayed.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
            assertThat(replayed.err())
                    .contains("the source has not taken 5 requests")
                    .contains("tidegate run")
                    .contains("failing.source.requests")
                    .doesNotContain("\tat ");
        } finally {
            shop.start();
        }
        shop.awaitWritten();
        assertThat(shop.run("errors", "list", "--limit", "0").out()).contains("… and 5 more");
    }
}
