package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.TargetConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One migration on one machine, first with some servers, then with others: a rehearsal, say, and the real move. {@code
 * -Dtidegate.kill.rounds=N}: so many kills. {@code -Dtidegate.seed=S}.
 */
@Tag("mongodb")
class FreshServersIT {
    private static final int EACH = 40;
    private static final int KILLS = Integer.getInteger("tidegate.kill.rounds", 4);
    private static final int LATEST_MILLIS = 6_000;
    private static final long SEED = Long.getLong("tidegate.seed", 1L);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static Servers rehearsal;
    private static Servers real;

    @TempDir
    Path directory;

    @BeforeAll
    static void startServers() {
        rehearsal = Servers.start();
        real = Servers.start();
    }

    @AfterAll
    static void stopServers() {
        real.close();
        rehearsal.close();
    }

    /** The same ids in other shapes: what was known of the former documents must not be expected of these. */
    @Test
    void oldDocumentsLeaveNothingBehindWhenAllServersAreNew() throws Exception {
        Setup first = setup(rehearsal, "small");
        first.boards()
                .insertMany(List.of(
                        board(1, user(1)).append("extra", "kept"),
                        board(2, user(2)).append("name", 5.5)));
        first.users().insertMany(List.of(new Document("_id", user(1)).append("name", "one")));
        first.run("state");
        Setup second = setup(real, "small");
        second.boards().insertMany(List.of(board(1), board(2, user(1), user(2)), board(3, user(3))));
        second.users()
                .insertMany(List.of(new Document("_id", user(1))
                        .append("name", "one")
                        .append("watching", List.of(board(3).get("_id")))));
        second.run("state");
        second.boards().updateMany(Filters.exists("_id"), Updates.set("name", "touched"));
        second.boards().deleteOne(Filters.eq(board(3).get("_id")));
        second.users().deleteOne(Filters.eq(user(1)));
        second.run("state");
        assertThat(second.count("watchers")).isEqualTo(2);
        assertThat(second.count("boards")).isEqualTo(2);
        assertThat(second.count("users")).isZero();
        second.requireValid();
    }

    /** The changelogs of the second Kafka are longer than where the first one's state ends: nothing is out of range. */
    @Test
    void aRehearsalsStateIsNotUsedInTheRealMove() throws Exception {
        Setup before = setup(rehearsal, "moved");
        before.boards()
                .insertMany(IntStream.range(0, EACH)
                        .mapToObj(i -> board(i, user(i)))
                        .toList());
        before.users()
                .insertMany(IntStream.range(0, EACH)
                        .mapToObj(i -> new Document("_id", user(i))
                                .append("name", "u")
                                .append("watching", List.of(board(i).get("_id"))))
                        .toList());
        before.run("state");
        Setup after = setup(real, "moved");
        after.boards()
                .insertMany(IntStream.range(0, EACH)
                        .mapToObj(i -> board(i, user(i)))
                        .toList());
        after.users().insertOne(new Document("_id", user(EACH)).append("name", "another"));
        after.run("elsewhere");
        for (int i = 0; i < 6; i++) {
            after.boards().updateMany(Filters.exists("_id"), Updates.set("name", "n" + i));
        }
        after.run("elsewhere");
        assertThat(after.count("watchers")).isEqualTo(EACH);
        before.run("state");
        after.boards().updateMany(Filters.exists("_id"), Updates.set("watchers", List.of()));
        after.run("state");
        assertThat(after.count("watchers")).isZero();
        after.requireValid();
        try (Stream<Path> files = Files.list(directory.resolve("state"))) {
            assertThat(files.filter(file -> file.toString().contains(".set-aside-")))
                    .hasSize(1);
        }
    }

    /** Whenever any of the runs is killed, whichever folder it has: nothing of one Kafka's state is taken for the other's. */
    @Test
    void killedRunsOfBothLeaveNothingOfOneInTheOther() throws Exception {
        Random random = new Random(SEED);
        List<Setup> both = List.of(setup(rehearsal, "killed"), setup(real, "killed"));
        both.forEach(Setup::fill);
        for (int round = 0; round < KILLS; round++) {
            Setup setup = both.get(random.nextInt(both.size()));
            setup.change(random);
            setup.kill(random.nextBoolean() ? "state" : "elsewhere", random.nextInt(LATEST_MILLIS), round);
        }
        for (Setup setup : both) {
            setup.change(random);
            setup.run("state");
            setup.change(random);
            setup.run("state");
            setup.requireValid();
        }
    }

    private Setup setup(Servers servers, String name) throws SQLException, IOException {
        Addresses addresses = servers.withTarget(name);
        Path file = Files.writeString(
                directory.resolve(name + "-" + System.identityHashCode(servers) + ".yaml"),
                """
                migration: %1$s
                source: {database: %1$s, uri: '%2$s'}
                kafka: {partitions: 2, bootstrap_servers: '%3$s'}
                target: {url: '%4$s'}
                collections:
                  boards: {columns: {name: {type: text, policy: {inexact_type: dead_letter}}}}
                  users: {columns: {name: text}}
                junctions:
                  watchers:
                    left: {collection: boards, column: board_id, array: watchers}
                    right: {collection: users, column: user_id, array: watching}
                """.formatted(name, addresses.mongodb(), addresses.kafka(), addresses.postgres()));
        return new Setup(servers.client(), name, file, addresses);
    }

    private static Document board(int number, ObjectId... watchers) {
        return new Document("_id", new ObjectId(String.format("65000000000000000000%04x", 0xb000 + number)))
                .append("name", "b")
                .append("watchers", List.of(watchers));
    }

    private static ObjectId user(int number) {
        return new ObjectId(String.format("65000000000000000000%04x", 0xc000 + number));
    }

    /** The migration with one set of servers. */
    private final class Setup {
        private final MongoDatabase source;
        private final Path file;
        private final Addresses addresses;

        Setup(MongoClient client, String name, Path file, Addresses addresses) {
            this.source = client.getDatabase(name);
            this.file = file;
            this.addresses = addresses;
        }

        MongoCollection<Document> boards() {
            return source.getCollection("boards");
        }

        MongoCollection<Document> users() {
            return source.getCollection("users");
        }

        void fill() {
            boards().insertMany(IntStream.range(0, EACH).mapToObj(i -> board(i)).toList());
            users().insertMany(IntStream.range(0, EACH)
                    .mapToObj(i -> new Document("_id", user(i)).append("name", "u"))
                    .toList());
        }

        /** Either end of an edge may hold it; users of the second half are in none, and come and go. */
        void change(Random random) {
            for (int i = 0; i < EACH / 2; i++) {
                Document board =
                        board(random.nextInt(EACH), user(random.nextInt(EACH / 2)), user(random.nextInt(EACH / 2)));
                boards().replaceOne(Filters.eq(board.get("_id")), board);
                ObjectId watched = board(random.nextInt(EACH)).getObjectId("_id");
                users().updateOne(
                                Filters.eq(user(random.nextInt(EACH / 2))),
                                random.nextBoolean()
                                        ? Updates.set("watching", List.of(watched))
                                        : Updates.unset("watching"));
                Document spare = new Document("_id", user(EACH / 2 + i)).append("name", "u" + random.nextInt());
                users().deleteOne(Filters.eq(spare.get("_id")));
                if (random.nextBoolean()) {
                    users().insertOne(spare);
                }
            }
        }

        /** SIGKILL so long after the stages were named, which is before they start. */
        void kill(String state, int millis, int round) throws InterruptedException {
            System.out.printf("seed %d round %d: %s on %s, killed after %d ms%n", SEED, round, state, file, millis);
            try (ChildJvm run = TidegateProcess.start(
                    Map.of(),
                    "run",
                    "-f",
                    file.toString(),
                    "--state-dir",
                    directory.resolve(state).toString(),
                    "--errors",
                    directory.resolve("errors.log").toString())) {
                run.awaitLine(line -> line.startsWith("stages: "), PATIENCE);
                TimeUnit.MILLISECONDS.sleep(millis);
                run.kill();
            }
        }

        void run(String state) {
            new Commands(file).runUntilDrained(directory.resolve(state));
        }

        void requireValid() {
            new Commands(file).requireValid();
        }

        long count(String table) throws SQLException {
            try (Connection connection = TargetConnection.open(PostgresAddress.parse(addresses.postgres()));
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT count(*) FROM public.\"" + table + "\"")) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
