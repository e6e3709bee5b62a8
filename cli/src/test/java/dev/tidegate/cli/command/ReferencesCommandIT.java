package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.tidegate.cli.Tidegate;
import dev.tidegate.embedded.mongo.MongoServer;
import dev.tidegate.embedded.mongo.TestMongo;
import dev.tidegate.embedded.postgres.EmbeddedPostgresServer;
import dev.tidegate.mapping.ddl.Ddl;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.mapping.id.CollectionIds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("mongodb")
class ReferencesCommandIT {
    private static final ObjectId ANN = new ObjectId("640000000000000000000001");
    private static final ObjectId ANNA = new ObjectId("640000000000000000000002");
    private static final ObjectId NOBODY = new ObjectId("6400000000000000000000aa");
    private static final ObjectId THING = new ObjectId("650000000000000000000001");
    private static MongoServer mongo;
    private static EmbeddedPostgresServer postgres;

    @TempDir
    Path directory;

    private String jdbcUrl;
    private String database;

    @BeforeAll
    static void start() {
        mongo = TestMongo.start();
        postgres = EmbeddedPostgresServer.start();
    }

    @AfterAll
    static void stop() {
        mongo.close();
        postgres.close();
    }

    @Test
    void listsAppliesAndTakesBack() throws Exception {
        prepare("listed");
        String strict = file("policies: {dangling: keep}");
        Outcome listed = run("references", "-f", strict);
        assertThat(listed.exitCode()).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(listed.out())
                .contains("things.owner → people: 1 of 1")
                .contains("1 dangling in the source")
                .contains(THING + " (" + id("things", THING) + ") refers to " + NOBODY + " (" + id("people", NOBODY))
                .contains("people_email_key: 1 values in 2 rows")
                .contains(ANNA + " (" + id("people", ANNA) + "), " + ANN + " (" + id("people", ANN))
                .contains("2 findings block the seal; --apply would resolve 0");
        assertThat(rows("SELECT count(*) FROM tidegate.dangling")).isEqualTo("1");
        assertThat(run("references", "-f", strict, "--apply").out()).contains("Nothing was changed");

        String lenient = file("policies: {dangling: null_and_record, duplicates: keep_newest}");
        assertThat(run("references", "-f", lenient).exitCode()).isEqualTo(ExitCode.DONE);
        Outcome refused = run("references", "-f", lenient, "--apply");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("--yes");
        assertThat(rows("SELECT owner IS NULL FROM things")).isEqualTo("f");

        Outcome applied = run("references", "-f", lenient, "--apply", "--yes");
        assertThat(applied.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(applied.out()).contains("1 references set NULL").contains("1 documents made dead letters");
        assertThat(rows("SELECT owner IS NULL FROM things")).isEqualTo("t");
        assertThat(rows("SELECT string_agg(id::text, ',') FROM people"))
                .isEqualTo(id("people", ANNA).toString());

        JsonNode json = new ObjectMapper()
                .readTree(run("references", "-f", lenient, "--json").out());
        assertThat(json.path("blocking").longValue()).isZero();
        assertThat(json.path("resolutions")).hasSize(2);
        assertThat(json.path("resolutions").get(0).path("kind").textValue()).isIn("nulled", "removed");

        Outcome undone = run("references", "-f", lenient, "--undo", "all", "--yes");
        assertThat(undone.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(undone.out()).contains(": undone");
        assertThat(rows("SELECT owner IS NULL FROM things")).isEqualTo("f");
        assertThat(rows("SELECT count(*) FROM people")).isEqualTo("2");
        assertThat(run("references", "-f", lenient, "--undo", "1", "--yes"))
                .satisfies(again -> assertThat(again.exitCode()).isEqualTo(ExitCode.DIFFERENCES))
                .satisfies(again -> assertThat(again.out()).contains("is undone already"));
    }

    @Test
    void whatShouldHaveARowBlocksWhateverThePolicyAndSaysToRepairIt() throws Exception {
        prepare("broken");
        try (MongoClient client = MongoClients.create(mongo.uri())) {
            client.getDatabase(database)
                    .getCollection("people")
                    .insertOne(new Document("_id", NOBODY).append("name", "lost"));
        }
        Outcome listed =
                run("references", "-f", file("policies: {dangling: null_and_record, duplicates: keep_newest}"));
        assertThat(listed.exitCode()).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(listed.out()).contains("1 broken").contains("repair");
    }

    @Test
    void aTargetThatWasNeverPreparedIsReported() throws Exception {
        prepare("bare");
        execute("DROP SCHEMA tidegate CASCADE");
        Outcome outcome = run("references", "-f", file(""));
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(outcome.err()).contains("start 'tidegate run' first");
    }

    private void prepare(String name) throws IOException, SQLException {
        database = name;
        jdbcUrl = postgres.createDatabase(name);
        Migration migration = MigrationFile.read(Path.of(file("")));
        for (var statement : new Ddl(migration).atStart()) {
            execute(statement.sql());
        }
        try (MongoClient client = MongoClients.create(mongo.uri())) {
            var people = client.getDatabase(name).getCollection("people");
            people.insertOne(new Document("_id", ANN).append("name", "Ann").append("email", "a@b"));
            people.insertOne(new Document("_id", ANNA).append("name", "Anna").append("email", "a@b"));
            client.getDatabase(name)
                    .getCollection("things")
                    .insertOne(new Document("_id", THING).append("owner", NOBODY));
        }
        execute("INSERT INTO people VALUES ('" + id("people", ANN) + "', 'Ann', 'a@b'), ('" + id("people", ANNA)
                + "', 'Anna', 'a@b')");
        execute("INSERT INTO things VALUES ('" + id("things", THING) + "', '" + id("people", NOBODY) + "')");
    }

    private String file(String policies) throws IOException {
        Path file = directory.resolve("migration.yaml");
        String target = "postgresql://" + jdbcUrl.replaceFirst("jdbc:postgresql://([^?]*).*", "$1");
        Files.writeString(file, """
                migration: refs
                source: {database: %s, uri: "%s"}
                target: {url: "%s?user=postgres"}
                %s
                collections:
                  people:
                    columns: {name: text not null, email: text}
                    indexes: [{columns: [email], unique: true}]
                  things:
                    columns: {owner: {type: uuid, references: {collection: people, on_delete: set_null}}}
                """.formatted(database, mongo.uri(), target, policies));
        return file.toString();
    }

    private static UUID id(String collection, ObjectId id) {
        return new CollectionIds(collection, CollectionIds.defaultTag(collection)).uuid(id);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String rows(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private record Outcome(int exitCode, String out, String err) {}

    private static Outcome run(String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exitCode = Tidegate.run(args, print(out), print(err));
        return new Outcome(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
