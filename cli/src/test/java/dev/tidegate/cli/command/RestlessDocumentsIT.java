package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.cli.command.RunningShop.Outcome;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.operate.address.TargetConnection;
import dev.tidegate.operate.pipeline.KafkaPipeline;
import dev.tidegate.operate.verify.FollowListener;
import dev.tidegate.operate.verify.FollowSettings;
import dev.tidegate.operate.verify.FollowStatus;
import dev.tidegate.operate.verify.Follower;
import dev.tidegate.operate.verify.OpenMismatch;
import dev.tidegate.source.server.MongoSourceServer;
import dev.tidegate.validator.ValidatorConfig;
import dev.tidegate.validator.difference.Subject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command that compares runs against documents that come, go and change kind while it reads: none ends with an error,
 * none misses what was planted beside documents that rest, and at rest none reports a difference that is none.
 * {@code -Dtidegate.restless=N}: so long. {@code -Dtidegate.seed=S}.
 */
@Tag("mongodb")
class RestlessDocumentsIT {
    private static final long SEED = Long.getLong("tidegate.seed", 1L);
    private static final long SECONDS = Long.getLong("tidegate.restless", 30);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int STILL = 5;
    private static final List<String> ENDS_WELL_OR_DIFFERS = List.of(
            "validate",
            "validate --full --patience 5s",
            "references",
            "explain",
            "repair --yes",
            "errors replay --yes");

    @AutoClose
    private static final Servers SERVERS = Servers.start();

    @TempDir
    Path directory;

    private final Map<Subject, OpenMismatch> open = new ConcurrentHashMap<>();

    @Test
    void noCommandDiesReportsWhatIsNoneOrMissesWhatIs() throws Exception {
        try (RunningShop shop = RunningShop.withFile(SERVERS, "restless", directory, RestlessDocuments.FILE)) {
            RestlessDocuments documents = new RestlessDocuments(shop.source(), SEED);
            documents.home();
            for (int number = 0; number < STILL; number++) {
                documents.still(number);
            }
            for (int change = 0; change < 200; change++) {
                documents.change();
            }
            shop.start();
            shop.awaitWritten();
            AtomicBoolean isOver = new AtomicBoolean();
            CompletableFuture<Long> writer = CompletableFuture.supplyAsync(() -> write(documents, isOver));
            try {
                run(shop, documents, "verify --no-triggers");
                try (KafkaPipeline pipeline =
                                new KafkaPipeline(shop.migration(), shop.addresses(), MongoSourceServer::open);
                        Follower follower = new Follower(settings(shop), pipeline, new Listener())) {
                    CompletableFuture<Void> following = CompletableFuture.runAsync(() -> follower.run(status -> false));
                    besideWriters(shop);
                    isOver.set(true);
                    System.out.println("seed " + SEED + ": " + writer.join() + " changes");
                    atRest(shop, following);
                    follower.close();
                    following.join();
                }
            } finally {
                isOver.set(true);
            }
            plantedIsFoundAndRepaired(shop);
        } catch (AssertionError | Exception e) {
            throw new AssertionError("seed " + SEED, e);
        }
    }

    private static long write(RestlessDocuments documents, AtomicBoolean isOver) {
        long changes = 0;
        while (!isOver.get()) {
            documents.change();
            changes++;
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        return changes;
    }

    /** Each command in turn; the damage that is planted meanwhile is found by the next full validation. */
    private static void besideWriters(RunningShop shop) throws Exception {
        var ids = new RestlessDocuments(shop.source(), SEED + 1);
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        int round = 0;
        do {
            for (String command : ENDS_WELL_OR_DIFFERS) {
                run(shop, ids, command);
            }
            plantedBesideWritersIsNamed(shop, round++ % STILL);
        } while (System.nanoTime() < end);
    }

    private static void run(RunningShop shop, RestlessDocuments ids, String command) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        if (command.equals("explain")) {
            arguments.add(ids.objectId().replaceAll("[^0-9a-f]", "").substring(0, 24));
        }
        Outcome outcome = shop.run(arguments.toArray(String[]::new));
        assertThat(outcome.exitCode())
                .as("%s%n%s%n%s", command, outcome.out(), outcome.err())
                .isIn(ExitCode.DONE, ExitCode.DIFFERENCES);
        assertThat(outcome.err()).as(command).doesNotContain("Exception");
    }

    private static void plantedBesideWritersIsNamed(RunningShop shop, int number) throws Exception {
        assertThat(shop.execute("UPDATE notes SET body = 'planted' WHERE id = (SELECT id FROM tidegate.id_map WHERE"
                        + " document_id = '\"still" + number + "\"')"))
                .isEqualTo(1);
        Outcome found = shop.run("validate", "--full", "--patience", "20s", "--differences", "10000");
        assertThat(found.exitCode()).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(found.out()).contains("notes.body  \"still" + number + "\"");
        Outcome repair = shop.run("repair", "--yes", "--id", "\"still" + number + "\"");
        assertThat(repair.exitCode()).as(repair.out() + repair.err()).isEqualTo(ExitCode.DONE);
    }

    private void atRest(RunningShop shop, CompletableFuture<Void> following) {
        shop.awaitWritten();
        Outcome validate = shop.run("validate", "--full");
        assertThat(validate.exitCode()).as(validate.out() + validate.err()).isEqualTo(ExitCode.DONE);
        Outcome sample = shop.run("validate", "--sample", "5");
        assertThat(sample.exitCode()).as(sample.out() + sample.err()).isEqualTo(ExitCode.DONE);
        Outcome repair = shop.run("repair", "--yes");
        assertThat(repair.exitCode()).as(repair.out() + repair.err()).isEqualTo(ExitCode.DONE);
        assertThat(repair.out()).contains("nothing differs");
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(following).isNotDone();
            assertThat(open.values()).isEmpty();
        });
    }

    /** In every table, and Tidegate's own. */
    private void plantedIsFoundAndRepaired(RunningShop shop) throws Exception {
        String still = "(SELECT id FROM tidegate.id_map WHERE document_id = '\"still0\"')";
        Set<String> tables = new TreeSet<>();
        for (String[] planted : new String[][] {
            {"notes", "UPDATE notes SET price = 2.51 WHERE id = " + still},
            {"lines", "DELETE FROM lines WHERE parent_id = " + still + " AND k = 2.5"},
            {"parts", "UPDATE parts SET image = gen_random_uuid() WHERE kind = 'a'"},
            {"things", "UPDATE things SET n = 2 WHERE name = 'still'"},
            {"images", "UPDATE images SET u = 'x' WHERE u = 'u'"},
            {"tidegate.unmapped", "INSERT INTO tidegate.unmapped VALUES ('notes', " + still + ", '{}')"},
            {"note_things", "INSERT INTO note_things SELECT " + still + ", id FROM things WHERE name = 'still' LIMIT 1"}
        }) {
            assertThat(shop.execute(planted[1])).as(planted[1]).isPositive();
            tables.add(planted[0]);
        }
        Outcome validate = shop.run("validate", "--full", "--differences", "10000");
        assertThat(validate.exitCode()).isEqualTo(ExitCode.DIFFERENCES);
        for (String table : tables) {
            assertThat(validate.out()).as("differences listed").containsPattern("(?m)^  " + table + "[. ]");
        }
        Outcome verify = shop.run("verify", "--no-triggers");
        assertThat(verify.exitCode()).isEqualTo(ExitCode.DIFFERENCES);
        for (String table : tables) {
            assertThat(verify.out()).containsPattern("(?m)^MISMATCH " + table + " ");
        }
        Outcome repair = shop.run("repair", "--yes");
        assertThat(repair.exitCode()).as(repair.out() + repair.err()).isEqualTo(ExitCode.DONE);
        Outcome again = shop.run("validate", "--full");
        assertThat(again.exitCode()).as(again.out() + again.err()).isEqualTo(ExitCode.DONE);
    }

    private static FollowSettings settings(RunningShop shop) {
        String jdbcUrl =
                TargetConnection.jdbcUrl(PostgresAddress.parse(shop.addresses().postgres()));
        var config = new ValidatorConfig(shop.migration(), shop.addresses().mongodb(), jdbcUrl);
        return new FollowSettings(config, 1_000, Duration.ofSeconds(1), false, false);
    }

    private final class Listener implements FollowListener {
        @Override
        public void status(FollowStatus status) {}

        @Override
        public void opened(OpenMismatch mismatch) {
            open.put(mismatch.subject(), mismatch);
        }

        @Override
        public void closed(OpenMismatch mismatch) {
            open.remove(mismatch.subject());
        }

        @Override
        public void notice(String message) {
            System.out.println("follower: " + message);
        }
    }
}
