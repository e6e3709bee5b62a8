package dev.tidegate.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random documents against random migration files, through the whole pipeline: no stage stops, nothing is lost, 0
 * differences or a dead letter with a reason.
 *
 * <p>{@code -Dtidegate.seed=N} is the seed of the first round, each next round has the next one;
 * {@code -Dtidegate.fuzz.budget=SECONDS} is how long rounds are begun, {@code -Dtidegate.fuzz.rounds=N} how many at most.
 * A failed round is made smaller and written to {@code target/fuzz}.
 */
@Tag("mongodb")
class FuzzIT {
    private static final long SEED = Long.getLong("tidegate.seed", 1L);
    private static final Duration BUDGET = Duration.ofSeconds(Integer.getInteger("tidegate.fuzz.budget", 60));
    private static final int MOST_ROUNDS = Integer.getInteger("tidegate.fuzz.rounds", Integer.MAX_VALUE);
    private static final Duration SHRINKING = Duration.ofSeconds(Integer.getInteger("tidegate.fuzz.shrink", 120));

    /** False: continues after a failed round, and reports all at the end. */
    private static final boolean STOPS_AT_FIRST = !Boolean.getBoolean("tidegate.fuzz.goes-on");

    private static final Duration DRAINS_WITHIN = Duration.ofMinutes(3);
    private static FuzzServers servers;

    @TempDir
    Path directory;

    private int runs;
    private int refusedByMongo;
    private final Map<String, Integer> reasons = new TreeMap<>();

    @BeforeAll
    static void startServers() {
        servers = new FuzzServers();
    }

    @AfterAll
    static void stopServers() {
        servers.close();
    }

    @Test
    void carriesWhateverIsWritten() throws IOException {
        Instant end = Instant.now().plus(BUDGET);
        StringBuilder failures = new StringBuilder();
        int rounds = 0;
        long writes = 0;
        for (long seed = SEED; rounds < MOST_ROUNDS && Instant.now().isBefore(end); seed++, rounds++) {
            Instant began = Instant.now();
            Optional<Finding> finding = tryOut(seed);
            finding.ifPresent(each -> failures.append(each.detail()).append("\n\n"));
            writes += lastWrites;
            System.out.printf(
                    "fuzz: seed %d, %d writes, %.1f s: %s%n",
                    seed,
                    lastWrites,
                    Duration.between(began, Instant.now()).toMillis() / 1000.0,
                    finding.map(Finding::kind).orElse("right"));
            if (finding.isPresent() && STOPS_AT_FIRST) {
                break;
            }
        }
        System.out.printf(
                "fuzz: %d rounds from seed %d, %d writes, of which MongoDB refused %d; dead letters %s%n",
                rounds, SEED, writes, refusedByMongo, reasons);
        if (!failures.isEmpty()) {
            fail(failures.toString());
        }
        assertThat(writes).isPositive();
    }

    private int lastWrites;

    private Optional<Finding> tryOut(long seed) throws IOException {
        Round round;
        try {
            round = Round.of(seed);
        } catch (Finding.Failure e) {
            return Optional.of(e.finding());
        } catch (RuntimeException e) {
            return Optional.of(Finding.thrown(e));
        }
        lastWrites = round.script().size();
        Optional<Finding> finding = run(round, Optional.of(seed));
        if (finding.isEmpty()) {
            return finding;
        }
        System.out.printf(
                "fuzz: seed %d: %s%n%s%n",
                seed, finding.get().kind(), finding.get().detail());
        Shrinking shrinking = new Shrinking(round, finding.get(), smaller -> run(smaller, Optional.empty()), SHRINKING);
        shrinking.run();
        return Optional.of(new Finding(finding.get().kind(), report(seed, shrinking)));
    }

    private Optional<Finding> run(Round round, Optional<Long> seed) {
        String name = "fuzz-" + seed.map(each -> each + "-").orElse("smaller-") + runs++;
        try (RoundRun run = new RoundRun(round, servers, name, directory, DRAINS_WITHIN)) {
            run.run();
            refusedByMongo += run.refusedByMongo();
            run.reasons().forEach((reason, letters) -> reasons.merge(reason, letters, Integer::sum));
            return Optional.empty();
        } catch (Finding.Failure e) {
            return Optional.of(e.finding());
        } catch (RuntimeException | SQLException | IOException e) {
            return Optional.of(Finding.thrown(e));
        }
    }

    /** Everything that repeats it. */
    private static String report(long seed, Shrinking shrinking) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "fuzz", "seed-" + seed));
        Round smallest = shrinking.smallest();
        String yaml = Round.yaml(smallest.file(), "fuzz", Map.of());
        String writes = Stream.concat(
                        smallest.script().loaded().stream().map(write -> "before " + write.describe()),
                        smallest.script().live().stream().map(write -> "live   " + write.describe()))
                .collect(Collectors.joining("\n"));
        Files.writeString(folder.resolve("migration.yaml"), yaml);
        Files.writeString(folder.resolve("writes.txt"), writes);
        Files.writeString(
                folder.resolve("finding.txt"),
                shrinking.finding().kind() + "\n" + shrinking.finding().detail());
        return "seed " + seed + ": " + shrinking.finding().kind() + "\n"
                + "repeat it with -Dtidegate.seed=" + seed + " -Dtidegate.fuzz.rounds=1; made smaller in "
                + folder.toAbsolutePath() + ": " + smallest.script().size() + " writes\n"
                + shrinking.finding().detail();
    }
}
