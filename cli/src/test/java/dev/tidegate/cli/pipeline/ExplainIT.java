package dev.tidegate.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
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
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One document on its way, shown by the command. */
@Tag("mongodb")
class ExplainIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private final Migration migration = NextCrm.read();
    private NextCrm nextCrm;

    @Test
    void tellsOfADocumentFromMongodbToPostgresql() throws Exception {
        try (EmbeddedServices services = EmbeddedServices.startAround(TestMongo::start);
                MongoClient client = MongoClients.create(
                        MongoAddress.settings(services.addresses().mongodb(), Duration.ofSeconds(30)))) {
            nextCrm = new NextCrm(services.addresses(), migration);
            MongoDatabase database = client.getDatabase(migration.source().database());
            ObjectId account = new ObjectId();
            ObjectId user = new ObjectId();
            ObjectId bad = new ObjectId();
            database.getCollection("crm_Accounts")
                    .insertOne(new Document("_id", account)
                            .append("name", "secret name")
                            .append("__v", 0)
                            .append("assigned_to", user)
                            .append("watchers", List.of(user))
                            .append("notInTheFile", "kept"));
            database.getCollection("crm_Accounts").insertOne(new Document("_id", bad).append("__v", "x"));
            try (RunningStages stages = nextCrm.stages(EnumSet.allOf(Stage.class), directory);
                    Connection target = TargetConnection.open(
                            PostgresAddress.parse(services.addresses().postgres()))) {
                nextCrm.awaitPassed(PATIENCE);
                database.getCollection("crm_Accounts")
                        .updateOne(Filters.eq(account), Updates.set("description", "changed"));
                nextCrm.awaitPassed(PATIENCE);
                requireWhole(account, user);
                requireMasked(account);
                JsonNode dead = explain(ExitCode.DONE, bad.toHexString()).get(0);
                assertThat(rows(dead, "tidegate.dead_letter")).hasSize(1);
                assertThat(rows(dead, "crm_Accounts")).isEmpty();
                try (Statement statement = target.createStatement()) {
                    statement.execute("UPDATE \"crm_Accounts\" SET name = 'other' WHERE tidegate.object_id(id) = '"
                            + account + "'");
                }
                JsonNode differs =
                        explain(ExitCode.DIFFERENCES, account.toHexString()).get(0);
                assertThat(differs.path("differences").get(0).path("column").asText())
                        .isEqualTo("name");
                assertThat(explain(ExitCode.DONE, new ObjectId().toHexString())).isEmpty();
                try (ChildJvm none = nextCrm.command("explain", "no id", "--json")) {
                    assertThat(none.awaitExit(PATIENCE)).isEqualTo(ExitCode.USAGE);
                }
                assertThat(stages.failure()).isEmpty();
            }
        }
    }

    private void requireWhole(ObjectId account, ObjectId user) throws Exception {
        JsonNode whole = explain(ExitCode.DONE, account.toHexString()).get(0);
        assertThat(whole.path("collection").asText()).isEqualTo("crm_Accounts");
        assertThat(whole.path("agrees").booleanValue()).isTrue();
        assertThat(whole.path("raw").path("found").path("operation").asText()).isEqualTo("UPDATE");
        assertThat(rows(whole, "crm_Accounts")).hasSize(1);
        assertThat(rows(whole, "tidegate.unmapped")).hasSize(1);
        assertThat(whole.path("edges")).hasSize(1);
        JsonNode reference = whole.path("references").get(0);
        assertThat(reference.path("column").asText()).isEqualTo("assigned_to");
        assertThat(reference.path("exists").booleanValue()).isFalse();
        JsonNode byRow = explain(ExitCode.DONE, whole.path("rowId").asText()).get(0);
        assertThat(byRow.path("id").asText()).isEqualTo(account.toHexString());
    }

    private void requireMasked(ObjectId account) {
        try (ChildJvm masked = nextCrm.command("explain", account.toHexString());
                ChildJvm shown = nextCrm.command("explain", account.toHexString(), "--with-values")) {
            assertThat(masked.awaitExit(PATIENCE)).isEqualTo(ExitCode.DONE);
            assertThat(String.join("\n", masked.output()))
                    .contains("both ends  agree now")
                    .doesNotContain("secret name");
            assertThat(shown.awaitExit(PATIENCE)).isEqualTo(ExitCode.DONE);
            assertThat(String.join("\n", shown.output())).contains("secret name");
        }
    }

    private static JsonNode rows(JsonNode explained, String table) {
        for (JsonNode rows : explained.path("rows")) {
            if (rows.path("table").asText().equals(table)) {
                return rows.path("rows");
            }
        }
        throw new AssertionError("no " + table + " in " + explained);
    }

    private JsonNode explain(int exitCode, String id) throws Exception {
        try (ChildJvm explain = nextCrm.command("explain", id, "--json")) {
            int ended = explain.awaitExit(PATIENCE);
            String output = String.join("\n", explain.output());
            assertThat(ended).as(output).isEqualTo(exitCode);
            return JSON.readTree(output);
        }
    }
}
