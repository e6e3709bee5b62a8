package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.tidegate.cli.command.RunningShop.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
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

/** Every kind of damage in PostgreSQL is put right, by the pipeline and beside it. */
@Tag("mongodb")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RepairIT {
    private static final long SEED = Long.getLong("tidegate.seed", 1L);

    private static final long PAUSE_NANOS = 10_000_000;

    @TempDir
    static Path directory;

    @RegisterExtension
    static final Servers servers = new Servers();

    private static RunningShop shop;
    private static Shop documents;

    @BeforeAll
    static void startShop() throws Exception {
        shop = RunningShop.of(servers, "damaged", directory);
        documents = new Shop(shop.source(), SEED);
        documents.load(30);
        shop.start();
        shop.awaitWritten();
    }

    @AfterAll
    static void stopShop() {
        shop.close();
    }

    @Test
    @Order(1)
    void findsNothingToRepairWhereNothingDiffers() {
        Outcome outcome = shop.run("repair", "--yes");
        assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.out()).contains("nothing differs");
        assertThat(shop.run("repair").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(shop.run("repair", "--table", "nothing", "--yes").err()).contains("it has: customers, ");
    }

    @Test
    @Order(2)
    void putsEveryKindOfDamageRight() throws Exception {
        new Damage(shop, true).plantAll();
        Outcome dry = shop.run("repair", "--dry-run");
        assertThat(dry.exitCode()).as(dry.out() + dry.err()).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(dry.out()).contains("sent through the pipeline again: ").contains("a dry run: nothing was done");
        Outcome outcome = shop.run("repair", "--yes");
        assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.out())
                .contains("sent through the pipeline again: ")
                .contains("deleted, they resolve to no document: ")
                .contains("what differed agrees now");
        Damage.tables().forEach(table -> assertThat(outcome.out()).contains("\n" + table + ": "));
        assertThat(outcome.out()).contains("dead letter reason", "missing unmapped", "unmapped content");
        Proof.requireEqual(shop.migration(), shop.addresses(), Shop.expectedDeadLetters());
    }

    @Test
    @Order(3)
    void repairsOneDocumentOnly() throws Exception {
        List<String> ids = shop.query("SELECT customer_id FROM \"Shop data\".customers ORDER BY customer_id LIMIT 2");
        shop.execute("UPDATE \"Shop data\".customers SET name = 'x' WHERE customer_id IN ('" + ids.get(0) + "', '"
                + ids.get(1) + "')");
        shop.execute("DELETE FROM \"Shop data\".friends WHERE customer_id = '" + ids.get(0) + "'");
        Outcome one = shop.run("repair", "--id", ids.get(0), "--yes");
        assertThat(one.exitCode()).as(one.out() + one.err()).isEqualTo(ExitCode.DONE);
        assertThat(shop.query("SELECT count(*) FROM \"Shop data\".customers WHERE name = 'x'"))
                .containsExactly("1");
        Outcome ofOtherTable = shop.run("repair", "--table", "orders", "--yes");
        assertThat(ofOtherTable.out()).contains("nothing differs");
        Outcome ofTable = shop.run("repair", "--table", "customers", "--yes");
        assertThat(ofTable.exitCode()).as(ofTable.out() + ofTable.err()).isEqualTo(ExitCode.DONE);
        Outcome heldByOthers = shop.run("repair", "--table", "friends", "--yes");
        assertThat(heldByOthers.exitCode())
                .as(heldByOthers.out() + heldByOthers.err())
                .isEqualTo(ExitCode.DONE);
        Proof.requireEqual(shop.migration(), shop.addresses(), Shop.expectedDeadLetters());
    }

    @Test
    @Order(4)
    void saysThatNothingIsStaleWhereTheOlderRowIsGone() throws Exception {
        ObjectId id = new ObjectId();
        shop.source().getCollection("kunden").insertOne(new Document("_id", id).append("full_name", "Now good"));
        shop.awaitWritten();
        shop.source().getCollection("kunden").updateOne(Filters.eq(id), Updates.unset("full_name"));
        shop.awaitWritten();
        assertThat(shop.query("SELECT stale FROM tidegate.dead_letter WHERE document_id = '" + id + "'"))
                .containsExactly("t");
        shop.execute("DELETE FROM \"Shop data\".customers WHERE name = 'Now good'");
        Outcome outcome = shop.run("repair", "--yes");
        assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(ExitCode.DONE);
        assertThat(shop.query("SELECT stale FROM tidegate.dead_letter WHERE document_id = '" + id + "'"))
                .containsExactly("f");
        shop.source().getCollection("kunden").deleteOne(Filters.eq(id));
        shop.awaitWritten();
        Proof.requireEqual(shop.migration(), shop.addresses(), Shop.expectedDeadLetters());
    }

    @Test
    @Order(5)
    void repairsWhileTheApplicationWrites() throws Exception {
        AtomicBoolean isEnough = new AtomicBoolean();
        CompletableFuture<Void> writers = CompletableFuture.runAsync(() -> {
            while (!isEnough.get()) {
                documents.change(1);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        });
        try {
            for (int round = 0; round < 2; round++) {
                new Damage(shop, false).plantAll();
                Outcome outcome = shop.run("repair", "--yes");
                assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(ExitCode.DONE);
            }
        } finally {
            isEnough.set(true);
            writers.join();
        }
        shop.awaitWritten();
        Proof.requireEqual(shop.migration(), shop.addresses(), Shop.expectedDeadLetters());
    }
}
