package dev.tidegate.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.tidegate.cli.command.ExitCode;
import dev.tidegate.cli.run.RunningStages;
import dev.tidegate.cli.run.Stage;
import dev.tidegate.cli.service.EmbeddedServices;
import dev.tidegate.embedded.mongo.TestMongo;
import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.MongoAddress;
import dev.tidegate.operate.address.TargetConnection;
import dev.tidegate.workload.FirstLoad;
import dev.tidegate.workload.LiveWorkload;
import dev.tidegate.workload.NextCrmGenerator;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes are followed beside the running pipeline while an application writes and somebody damages the target. */
@Tag("mongodb")
class FollowIT {
    private static final long SEED = Long.getLong("tidegate.seed", 1L);
    private static final int WRITES_PER_SECOND = Integer.getInteger("tidegate.writes", 10);
    private static final double LAG = Double.parseDouble(System.getProperty("tidegate.lag", "30"));
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SMALL = "crm_Industry_Type";

    @TempDir
    Path directory;

    private final Migration migration = NextCrm.read();
    private final NextCrmGenerator generator = new NextCrmGenerator(SEED, 400);
    private NextCrm nextCrm;
    private MongoDatabase database;
    private Connection target;
    private final ObjectId changed = new ObjectId();
    private final ObjectId deleted = new ObjectId();
    private final ObjectId whileAway = new ObjectId();
    private final ObjectId never = new ObjectId();

    @Test
    void findsWhatSomebodyElseChangesAndGoesOnAfterAKill() throws Exception {
        try (EmbeddedServices services = EmbeddedServices.startAround(TestMongo::start);
                MongoClient client = MongoClients.create(
                        MongoAddress.settings(services.addresses().mongodb(), Duration.ofSeconds(30)))) {
            nextCrm = new NextCrm(services.addresses(), migration);
            database = client.getDatabase(migration.source().database());
            new FirstLoad(generator, database).run();
            for (ObjectId id : List.of(changed, deleted, whileAway)) {
                accounts()
                        .insertOne(new Document("_id", id)
                                .append("name", "account")
                                .append("__v", 0));
            }
            try (RunningStages stages = nextCrm.stages(EnumSet.allOf(Stage.class), directory);
                    Connection connection = TargetConnection.open(
                            PostgresAddress.parse(services.addresses().postgres()));
                    LiveWorkload writers = new LiveWorkload(generator, database, WRITES_PER_SECOND)) {
                target = connection;
                nextCrm.awaitPassed(PATIENCE);
                writers.start();
                followAndDamage();
                repairAndEnd();
                writers.stop();
                assertThat(stages.failure()).isEmpty();
            }
        }
    }

    private void followAndDamage() throws Exception {
        try (ChildJvm follow = verify("--follow")) {
            await(follow, status(FollowIT::isClose));
            long start = System.nanoTime();
            execute("UPDATE \"crm_Accounts\" SET name = 'account ' WHERE id = " + uuid(changed));
            await(
                    follow,
                    mismatch("value", changed)
                            .and(each -> each.path("column").asText().equals("name")));
            System.out.printf("a changed row was reported after %d ms%n", (System.nanoTime() - start) / 1_000_000);
            execute("DELETE FROM \"crm_Accounts\" WHERE id = " + uuid(deleted));
            await(follow, mismatch("missingRow", deleted));
            execute("INSERT INTO \"crm_Accounts\" SELECT (jsonb_populate_record(a, jsonb_build_object('id', "
                    + uuid(never) + "))).* FROM \"crm_Accounts\" a WHERE id = " + uuid(changed));
            await(follow, mismatch("extraRow", never));
            execute("TRUNCATE \"" + SMALL + "\"");
            await(
                    follow,
                    each -> each.path("kind").asText().equals("missingRow")
                            && each.path("table").asText().equals(SMALL));
            follow.kill();
            assertThat(events(follow, "mismatch"))
                    .as("seed %d: nothing else is a mismatch", SEED)
                    .allMatch(each -> each.path("table").asText().equals(SMALL)
                            || List.of(changed, deleted, never).stream()
                                    .anyMatch(id -> each.path("id").asText().equals(id.toHexString())));
        }
        execute("UPDATE \"crm_Accounts\" SET name = '' WHERE id = " + uuid(whileAway));
    }

    private void repairAndEnd() throws Exception {
        try (ChildJvm follow = verify("--follow")) {
            await(follow, mismatch("value", whileAway));
            await(follow, status(each -> each.path("openMismatches").asInt() >= 4));
            follow.terminate();
            assertThat(follow.awaitExit(PATIENCE)).isEqualTo(ExitCode.DIFFERENCES);
        }
        try (ChildJvm follow = verify("--follow")) {
            await(follow, status(each -> each.path("openMismatches").asInt() >= 4));
            accounts().updateMany(Filters.in("_id", changed, deleted, whileAway), Updates.inc("__v", 1));
            execute("DELETE FROM \"crm_Accounts\" WHERE id = " + uuid(never));
            database.getCollection(SMALL).updateMany(new Document(), Updates.inc("__v", 1));
            await(follow, status(each -> each.path("openMismatches").asInt() == 0 && isClose(each)));
            try (ChildJvm second = verify("--follow")) {
                assertThat(second.awaitExit(PATIENCE)).isEqualTo(ExitCode.COULD_NOT_RUN);
                assertThat(String.join("\n", second.output())).contains("another 'tidegate verify'");
            }
            follow.terminate();
            assertThat(follow.awaitExit(PATIENCE))
                    .as(() -> String.join("\n", follow.output()))
                    .isEqualTo(ExitCode.DONE);
            assertThat(events(follow, "mismatch")).isEmpty();
        }
        try (ChildJvm once = verify()) {
            assertThat(once.awaitExit(PATIENCE))
                    .as(() -> String.join("\n", once.output()))
                    .isEqualTo(ExitCode.DONE);
        }
        try (ChildJvm remove = verify("--remove-triggers")) {
            assertThat(remove.awaitExit(PATIENCE)).isEqualTo(ExitCode.DONE);
        }
    }

    private MongoCollection<Document> accounts() {
        return database.getCollection("crm_Accounts");
    }

    private static String uuid(ObjectId id) {
        return "tidegate.uuid_for('crm_Accounts', '" + id + "')";
    }

    private void execute(String sql) throws Exception {
        try (Statement statement = target.createStatement()) {
            statement.execute(sql);
        }
    }

    private ChildJvm verify(String... more) {
        List<String> arguments = new ArrayList<>(List.of("--json", "--pause", "2s"));
        arguments.addAll(List.of(more));
        return nextCrm.command("verify", arguments.toArray(String[]::new));
    }

    private static void await(ChildJvm follow, Predicate<JsonNode> wanted) {
        follow.awaitLine(line -> event(line) != null && wanted.test(event(line)), PATIENCE);
    }

    private static Predicate<JsonNode> mismatch(String kind, ObjectId id) {
        return each -> each.path("event").asText().equals("mismatch")
                && each.path("kind").asText().equals(kind)
                && each.path("id").asText().equals(id.toHexString());
    }

    private static Predicate<JsonNode> status(Predicate<JsonNode> wanted) {
        return wanted.and(each -> each.path("event").asText().equals("status"));
    }

    private static boolean isClose(JsonNode status) {
        return status.path("lagSeconds").isNumber() && status.path("lagSeconds").doubleValue() < LAG;
    }

    private static List<JsonNode> events(ChildJvm follow, String name) {
        return follow.output().stream()
                .map(FollowIT::event)
                .filter(each -> each != null && each.path("event").asText().equals(name))
                .toList();
    }

    private static JsonNode event(String line) {
        try {
            return line.startsWith("{") ? JSON.readTree(line) : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
