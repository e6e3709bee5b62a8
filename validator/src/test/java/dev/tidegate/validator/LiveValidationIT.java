package dev.tidegate.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.tidegate.embedded.mongo.MongoServer;
import dev.tidegate.embedded.mongo.TestMongo;
import dev.tidegate.embedded.postgres.EmbeddedPostgresServer;
import dev.tidegate.mapping.ddl.Ddl;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.result.Coverage;
import dev.tidegate.validator.result.RowCount;
import dev.tidegate.validator.result.Settling;
import dev.tidegate.validator.result.ValidationResult;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A validation beside a pipeline that is at work: what is on its way is no difference, and what is lost is one. */
@Tag("mongodb")
class LiveValidationIT {
    private static final int PEOPLE = 2_500;

    private static MongoServer mongo;
    private static EmbeddedPostgresServer postgres;
    private static MongoClient client;
    private static String jdbcUrl;
    private static MongoCollection<BsonDocument> people;

    @TempDir
    Path checkpoints;

    @BeforeAll
    static void start() throws SQLException {
        mongo = TestMongo.start();
        postgres = EmbeddedPostgresServer.start();
        client = MongoClients.create(mongo.uri());
        jdbcUrl = postgres.createDatabase("live");
        execute(Shop.ddl());
        people = client.getDatabase(Shop.DATABASE).getCollection("people", BsonDocument.class);
    }

    @AfterAll
    static void stop() {
        client.close();
        mongo.close();
        postgres.close();
    }

    @BeforeEach
    void fill() throws SQLException {
        people.deleteMany(new BsonDocument());
        people.insertMany(IntStream.range(0, PEOPLE)
                .mapToObj(number -> new BsonDocument("_id", new BsonObjectId(id(number)))
                        .append("name", new BsonString("p" + number)))
                .toList());
        execute(Stream.of("TRUNCATE people"));
        execute(IntStream.range(0, PEOPLE).mapToObj(number -> insert(number, "p" + number)));
    }

    @Test
    void whatArrivesWhileItIsComparedIsNoDifference() throws SQLException {
        execute(Stream.of(delete(7), "UPDATE people SET name = 'old' WHERE id = '" + rowId(8) + "'"));
        execute(Stream.of(insert(PEOPLE + 1, "deleted in MongoDB")));
        Pipeline pipeline = onFence(number -> {
            if (number == 1) {
                execute(Stream.of(insert(7, "p7"), setName(8, "p8"), delete(PEOPLE + 1)));
            }
        });

        ValidationResult result = validation(pipeline).run(new Coverage.Full(), ValidationProgress.SILENT);

        assertThat(result.differences()).isEmpty();
        assertThat(result.passes()).isTrue();
        assertThat(result.settling()).isEqualTo(new Settling(3, 3, 1, 0));
        assertThat(result.tables().get(1).rows()).isEqualTo(new RowCount(PEOPLE, PEOPLE, Map.of()));
    }

    @Test
    void whatStaysDifferentWhenThePipelineHasPassedIsReported() throws SQLException {
        execute(Stream.of(delete(7), setName(2_000, "changed")));

        ValidationResult result = validation(onFence(number -> {})).run(new Coverage.Full(), ValidationProgress.SILENT);

        assertThat(result.differences())
                .extracting(Difference::kind)
                .containsExactlyInAnyOrder(DifferenceKind.MISSING_ROW, DifferenceKind.VALUE, DifferenceKind.COUNT);
        assertThat(result.settling().undecided()).isZero();
        Difference value = result.differences().stream()
                .filter(difference -> difference.kind() == DifferenceKind.VALUE)
                .findFirst()
                .orElseThrow();
        assertThat(value.id()).isEqualTo(id(2_000).toHexString());
        assertThat(List.of(
                        value.table(),
                        value.column().orElseThrow(),
                        value.field().orElseThrow()))
                .containsExactly("people", "name", "name");
        assertThat(List.of(value.document(), value.row())).containsExactly("string", "text");
        assertThat(result.toString()).doesNotContain("changed").doesNotContain("p2000");
    }

    @Test
    void aPipelineThatStandsStillLeavesDifferencesUndecided() throws SQLException {
        execute(Stream.of(delete(7)));
        Pipeline stuck = () -> () -> false;

        ValidationResult result =
                validation(stuck, Duration.ofMillis(300)).run(new Coverage.Full(), ValidationProgress.SILENT);

        assertThat(result.passes()).isFalse();
        assertThat(result.settling().undecided()).isEqualTo(1);
        assertThat(result.differences()).extracting(Difference::kind).contains(DifferenceKind.MISSING_ROW);
    }

    @Test
    void aDocumentThatNeverRestsAgreesWithAVersionThatItHadBehindTheFence() throws SQLException {
        execute(Stream.of(setName(7, "older")));
        people.updateOne(Filters.eq("_id", id(7)), Updates.set("name", "v0"));
        Restless restless = new Restless(id(7));

        ValidationResult result = validation(restless).run(new Coverage.Full(), ValidationProgress.SILENT);

        assertThat(result.passes()).isTrue();
        assertThat(result.settling().agreed()).isEqualTo(1);
    }

    /** Its row holds the version before it. */
    @Test
    void aDocumentWhoseLastChangeWasLostDoesNotAgreeWithTheVersionBefore() throws SQLException {
        execute(Stream.of(setName(7, "older")));
        people.updateOne(Filters.eq("_id", id(7)), Updates.set("name", "v0"));
        Pipeline losing = onFence(number -> {
            if (number == 1) {
                execute(Stream.of(setName(7, "v0")));
                people.updateOne(Filters.eq("_id", id(7)), Updates.set("name", "v1"));
            }
        });

        ValidationResult result = validation(losing).run(new Coverage.Full(), ValidationProgress.SILENT);

        assertThat(result.settling().undecided()).isZero();
        assertThat(result.differences()).extracting(Difference::kind).containsExactly(DifferenceKind.VALUE);
    }

    @Test
    void countsOfASampleCoverEveryDocument() throws SQLException {
        execute(Stream.of(delete(7), insert(PEOPLE + 1, "extra"), setName(8, "changed")));

        ValidationResult result =
                validation(Pipeline.AT_REST).run(new Coverage.Sample(1, 42), ValidationProgress.SILENT);

        assertThat(result.differences())
                .extracting(Difference::kind)
                .contains(DifferenceKind.MISSING_ROW, DifferenceKind.EXTRA_ROW)
                .doesNotContain(DifferenceKind.UNMAPPED_CONTENT);
        ValidationResult all =
                validation(Pipeline.AT_REST).run(new Coverage.Sample(PEOPLE, 42), ValidationProgress.SILENT);
        assertThat(all.differences()).extracting(Difference::kind).contains(DifferenceKind.VALUE);
    }

    @Test
    void aDocumentOfTheSampleThatIsDeletedMeanwhileLeavesTheCountsAsTheyWere() throws SQLException {
        ValidationProgress deletes = new Reported((collection, documents) -> {
            if (collection.equals("people") && documents == PEOPLE) {
                people.deleteOne(Filters.eq("_id", id(7)));
            }
        });

        ValidationResult result = validation(onFence(number -> execute(Stream.of(delete(7)))))
                .run(new Coverage.Sample(PEOPLE, 42), deletes);

        assertThat(result.differences()).isEmpty();
        assertThat(result.settling()).isEqualTo(new Settling(1, 1, 1, 0));
        assertThat(result.tables().get(1).rows()).isEqualTo(new RowCount(PEOPLE, PEOPLE, Map.of()));
    }

    @Test
    void goesOnWhereItWasStopped() throws SQLException {
        execute(Stream.of(setName(7, "changed")));
        client.getDatabase(Shop.DATABASE)
                .getCollection("notes", BsonDocument.class)
                .insertOne(BsonDocument.parse("{_id: 'n', body: 'b'}"));
        var config = new ValidatorConfig(
                Shop.migration(),
                mongo.uri(),
                jdbcUrl,
                new ValidatorConfig.Limits(100, 1, Duration.ofSeconds(10), 0),
                Optional.of(checkpoints));
        var validation = new Validation(config, Pipeline.AT_REST);
        assertThatThrownBy(() -> validation.resume(new Coverage.Full(), ValidationProgress.SILENT))
                .hasMessageContaining("no validation to resume");
        assertThatThrownBy(() -> validation.run(new Coverage.Full(), stopAt("notes")))
                .hasMessage("stopped");

        var compared = new AtomicInteger();
        ValidationResult result = validation.resume(new Coverage.Full(), counting(compared));
        client.getDatabase(Shop.DATABASE).getCollection("notes").deleteMany(new BsonDocument());

        assertThat(compared.get()).as("people are not compared again").isLessThan(PEOPLE);
        assertThat(result.documents()).isEqualTo(PEOPLE + 1);
        assertThat(result.differences())
                .extracting(Difference::kind)
                .containsExactlyInAnyOrder(DifferenceKind.VALUE, DifferenceKind.MISSING_ROW, DifferenceKind.COUNT);
    }

    @Test
    void whatARecordedActChangedIsAccountedForByName() throws SQLException {
        var nobody = new ObjectId("6500000000000000000000aa");
        MongoCollection<BsonDocument> things =
                client.getDatabase(Shop.DATABASE).getCollection("things", BsonDocument.class);
        things.insertOne(BsonDocument.parse("{_id: {$oid: '" + nobody + "'}, name: 't', rank: 1, owner: {$oid: '"
                + nobody + "'}, made: {$date: '2020-01-01T00:00:00Z'}, people: [{$oid: '" + nobody + "'}]}"));
        var thing = Shop.THINGS.uuid(nobody);
        var missing = Shop.PEOPLE.uuid(nobody);
        execute(Stream.of(
                "INSERT INTO \"Things\" (id, name, rank, made, owner) VALUES ('" + thing + "', 't', 1, '2020-01-01', '"
                        + missing + "')",
                "INSERT INTO \"ThingPeople\" VALUES ('" + thing + "', '" + missing + "')"));
        assertThat(validation(Pipeline.AT_REST)
                        .run(new Coverage.Full(), ValidationProgress.SILENT)
                        .passes())
                .as("the application's own dangling reference is no difference")
                .isTrue();

        execute(resolutionTables());
        String insert =
                "INSERT INTO tidegate.resolution (number, step, policy, kind, \"table\", id, key, \"column\", target,"
                        + " target_id) VALUES (";
        execute(Stream.of(
                "UPDATE \"Things\" SET owner = NULL",
                insert + "77, 1, 'null_and_record', 'nulled', 'Things', '" + thing + "', '{\"id\": \"" + thing
                        + "\"}', 'owner', 'people', '" + missing + "')",
                "DELETE FROM \"ThingPeople\"",
                insert + "78, 1, 'null_and_record', 'removed', 'ThingPeople', '" + thing + "', '{\"thing_id\": \""
                        + thing + "\", \"person_id\": \"" + missing + "\"}', 'person_id', 'people', '" + missing
                        + "')"));
        execute(Stream.of("ALTER TABLE tidegate.resolution RENAME COLUMN number TO act"));
        assertThatThrownBy(() -> validation(Pipeline.AT_REST).run(new Coverage.Full(), ValidationProgress.SILENT))
                .as("as an earlier version made it")
                .hasMessageContaining("'tidegate references'");
        execute(Stream.of("ALTER TABLE tidegate.resolution RENAME COLUMN act TO number"));
        ValidationResult result = validation(Pipeline.AT_REST).run(new Coverage.Full(), ValidationProgress.SILENT);
        execute(Stream.of("UPDATE tidegate.resolution SET undone_at = now()"));
        ValidationResult undone = validation(Pipeline.AT_REST).run(new Coverage.Full(), ValidationProgress.SILENT);
        execute(Stream.of("TRUNCATE \"Things\", \"ThingPeople\", tidegate.resolution"));
        things.deleteMany(new BsonDocument());

        assertThat(result.differences()).isEmpty();
        assertThat(result.passes()).isTrue();
        RowCount edges = result.tables().stream()
                .filter(table -> table.table().equals("ThingPeople"))
                .findFirst()
                .orElseThrow()
                .rows();
        assertThat(edges).isEqualTo(new RowCount(1, 0, Map.of(RowCount.Account.REMOVED, 1L)));
        assertThat(undone.differences())
                .extracting(Difference::kind)
                .contains(DifferenceKind.VALUE, DifferenceKind.MISSING_EDGE);
    }

    private static Stream<String> resolutionTables() {
        return new Ddl(Shop.migration())
                .ownTables().stream()
                        .map(statement -> statement.sql())
                        .filter(sql -> sql.contains("tidegate.resolution") || sql.contains("tidegate.dangling"));
    }

    private static ValidationProgress stopAt(String name) {
        return new Reported((collection, documents) -> {
            if (collection.equals(name) && documents > 0) {
                throw new IllegalStateException("stopped");
            }
        });
    }

    private static ValidationProgress counting(AtomicInteger compared) {
        var last = new java.util.HashMap<String, Long>();
        return new Reported((collection, documents) -> {
            Long before = last.put(collection, documents);
            compared.addAndGet(before == null ? 0 : (int) (documents - before));
        });
    }

    private record Reported(java.util.function.ObjLongConsumer<String> compared) implements ValidationProgress {
        @Override
        public void started(Map<String, Long> estimatedDocuments) {}

        @Override
        public void compared(String collection, long documents) {
            compared.accept(collection, documents);
        }

        @Override
        public void settling(int generation, long left) {}

        @Override
        public void checking(String what) {}
    }

    private interface Action {
        void on(int fence) throws SQLException;
    }

    /** A pipeline that passes each fence at once, when it has done this. */
    private static Pipeline onFence(Action action) {
        var fences = new AtomicInteger();
        return () -> {
            try {
                action.on(fences.incrementAndGet());
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return () -> true;
        };
    }

    /** The document changes every 300 ms, its row has the version before it, and a fence takes a second. */
    private static final class Restless implements Pipeline {
        private static final long CHANGE_EVERY = Duration.ofMillis(300).toNanos();
        private static final long FENCE_TAKES = Duration.ofSeconds(1).toNanos();

        private final ObjectId id;
        private long changed = System.nanoTime();
        private int version;

        private Restless(ObjectId id) {
            this.id = id;
        }

        @Override
        public Fence fence() {
            long taken = System.nanoTime();
            return () -> {
                change();
                return System.nanoTime() - taken > FENCE_TAKES;
            };
        }

        private void change() {
            if (System.nanoTime() - changed < CHANGE_EVERY) {
                return;
            }
            changed = System.nanoTime();
            try {
                execute(Stream.of(setName(7, "v" + version)));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            people.updateOne(Filters.eq("_id", id), Updates.set("name", "v" + ++version));
        }
    }

    private static Validation validation(Pipeline pipeline) {
        return validation(pipeline, Duration.ofSeconds(20));
    }

    private static Validation validation(Pipeline pipeline, Duration patience) {
        var limits = new ValidatorConfig.Limits(100, 2, patience, 0);
        return new Validation(
                new ValidatorConfig(Shop.migration(), mongo.uri(), jdbcUrl, limits, Optional.empty()), pipeline);
    }

    private static ObjectId id(int number) {
        return new ObjectId(String.format("6400000000000000%08x", number * 16 + 1));
    }

    private static java.util.UUID rowId(int number) {
        return Shop.PEOPLE.uuid(id(number));
    }

    private static String insert(int number, String name) {
        return "INSERT INTO people VALUES ('" + rowId(number) + "', '" + name + "')";
    }

    private static String delete(int number) {
        return "DELETE FROM people WHERE id = '" + rowId(number) + "'";
    }

    private static String setName(int number, String name) {
        return "UPDATE people SET name = '" + name + "' WHERE id = '" + rowId(number) + "'";
    }

    private static void execute(Stream<String> statements) throws SQLException {
        List<String> all = statements.toList();
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : all) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }
}
