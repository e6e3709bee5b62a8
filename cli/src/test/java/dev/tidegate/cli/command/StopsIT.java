package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.tidegate.cli.command.Signalled.Ended;
import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.operate.address.Addresses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGTERM at seeded moments of a command's life, often twice: it ends in time, and what is started after it resumes with
 * nothing lost. {@code -Dtidegate.stops=N}: so many rounds. {@code -Dtidegate.seed=S}.
 */
@Tag("mongodb")
class StopsIT {
    private static final int ROUNDS = Integer.getInteger("tidegate.stops", 12);
    private static final long SEED = Long.getLong("tidegate.seed", 1L);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int LATEST_MILLIS = 2_000;
    private static final int TERMINATED = 128 + 15;

    /** What is started, and the line of its output from which on the time to the signal counts. */
    private record Moment(String line, String... command) {}

    private static final List<Moment> IN_SNAPSHOT = List.of(
            new Moment(" begins ", "run"),
            new Moment("stages: ", "run", "--stages", "transform"),
            new Moment(" begins ", "run", "--stages", "source"),
            new Moment("stages: ", "run", "--stages", "sink"),
            new Moment("stages: ", "run"));
    private static final List<Moment> LIVE = List.of(
            new Moment("stream begins ", "run"),
            new Moment("stream begins ", "run", "--stages", "source"),
            new Moment("verified", "verify", "--follow"),
            new Moment("stream begins ", "run", "--until-drained"),
            new Moment("stages: ", "run", "--stages", "sink,transform"),
            new Moment("progress live", "run"));

    @RegisterExtension
    static final Servers servers = new Servers();

    @TempDir
    Path directory;

    private final Random random = new Random(SEED);

    @Test
    void everyCommandEndsInTimeWheneverItIsAskedTo() throws Exception {
        Path file = Shop.migrationFile(directory, "stops");
        Migration migration = MigrationFile.read(file);
        Addresses addresses = servers.withTarget("stops");
        try (MongoClient client = servers.client()) {
            Shop shop = new Shop(client.getDatabase("stops"), SEED);
            shop.load(400);
            for (int round = 0; round < ROUNDS; round++) {
                List<Moment> moments = round < ROUNDS / 2 ? IN_SNAPSHOT : LIVE;
                if (round == ROUNDS / 2) {
                    untilDrained(addresses, file);
                }
                stop(addresses, file, moments.get(round % moments.size()), round);
                shop.change(20);
            }
            untilDrained(addresses, file);
        }
        Proof.requireEqual(migration, addresses, Shop.expectedDeadLetters());
        Proof.requireIndexes(migration, addresses);
    }

    private void stop(Addresses addresses, Path file, Moment moment, int round) throws Exception {
        double part = random.nextDouble();
        int delay = (int) (LATEST_MILLIS * part * part); // most of them short
        try (ChildJvm process = TidegateProcess.start(addresses, file, directory, moment.command())) {
            process.awaitLine(line -> line.contains(moment.line()), PATIENCE);
            TimeUnit.MILLISECONDS.sleep(delay);
            String what = "round %d of seed %d: %s, SIGTERM %d ms after '%s'"
                    .formatted(round, SEED, String.join(" ", moment.command()), delay, moment.line());
            Ended ended = random.nextBoolean()
                    ? Signalled.terminate(process, what)
                    : Signalled.terminateTwice(process, random.nextInt(500), what);
            System.out.println(what + ": " + ended);
            assertThat(ended.code())
                    .as(() -> what + "\n" + String.join("\n", process.output()))
                    .isIn(ExitCode.DONE, TERMINATED);
            assertThat(process.output()).as(what).noneMatch(line -> line.startsWith("\tat "));
        }
    }

    private void untilDrained(Addresses addresses, Path file) {
        try (ChildJvm run = TidegateProcess.start(addresses, file, directory, "run", "--until-drained")) {
            assertThat(run.awaitExit(PATIENCE))
                    .as(() -> String.join("\n", run.output()))
                    .isEqualTo(ExitCode.DONE);
        }
    }
}
