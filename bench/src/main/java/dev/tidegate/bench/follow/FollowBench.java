package dev.tidegate.bench.follow;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.tidegate.bench.follow.VerifyLines.Mismatch;
import dev.tidegate.bench.setup.BenchServers;
import dev.tidegate.bench.setup.Machine;
import dev.tidegate.bench.setup.Move;
import dev.tidegate.bench.setup.NextCrmFile;
import dev.tidegate.cli.Tidegate;
import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.operate.address.TargetConnection;
import dev.tidegate.validator.Validation;
import dev.tidegate.validator.ValidationProgress;
import dev.tidegate.validator.ValidatorConfig;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.result.Coverage;
import dev.tidegate.validator.result.ValidationResult;
import dev.tidegate.workload.LiveWorkload;
import dev.tidegate.workload.NextCrmGenerator;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Continuous verification under writes: no false alarm, close behind, and quick to see what somebody else does. */
@Command(
        name = "follow",
        mixinStandardHelpOptions = true,
        description =
                "verify --follow beside writers: false alarms, how far verified-through is behind, how soon damage"
                        + " planted in the middle is reported.")
public final class FollowBench implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Duration CHECK_EVERY = Duration.ofMillis(50);
    private static final double LAG_ALLOWED_SECONDS = 10;
    /** Of rows that were taken away or added, which are reported themselves. */
    private static final Set<DifferenceKind> CONSEQUENCES =
            Set.of(DifferenceKind.BROKEN_REFERENCE, DifferenceKind.COUNT);

    private static final String DEAD_LETTERS = "tidegate.dead_letter";
    private static final Duration DETECTION_ALLOWED = Duration.ofSeconds(30);

    @Option(names = "--documents", defaultValue = "100000", description = "${DEFAULT-VALUE}")
    private int documents;

    @Option(names = "--writes-per-second", defaultValue = "500", description = "${DEFAULT-VALUE}")
    private int writesPerSecond;

    @Option(names = "--seconds", defaultValue = "300", description = "of writes (${DEFAULT-VALUE})")
    private long seconds;

    @Option(names = "--warm-up", defaultValue = "240", description = "seconds of writes before (${DEFAULT-VALUE})")
    private long warmUp;

    @Option(names = "--server-heap", defaultValue = "4g", description = "of the stand-in MongoDB (${DEFAULT-VALUE})")
    private String serverHeap;

    @Option(names = "--seed", defaultValue = "1", description = "of documents and writes (${DEFAULT-VALUE})")
    private long seed;

    private double lag;

    /** Exit code 1: not as it is to be. */
    @Override
    public Integer call() throws SQLException {
        say("machine: %s", Machine.describe());
        NextCrmGenerator generator = new NextCrmGenerator(seed, documents);
        try (BenchServers servers = BenchServers.start(serverHeap);
                NextCrmFile file = NextCrmFile.write()) {
            Move move = new Move(servers, file);
            say("loading %,d documents …", documents);
            move.load(generator);
            Duration moved = move.untilDrained();
            say("moved in %.1f s; starting the stages again, and verify --follow …", moved.toMillis() / 1000.0);
            try (ChildJvm run = move.run();
                    ChildJvm verify = verify(servers, file);
                    MongoClient client = MongoClients.create(servers.mongodb());
                    Connection target = TargetConnection.open(PostgresAddress.parse(servers.postgres()))) {
                VerifyLines lines = new VerifyLines(verify);
                Instant start = Instant.now();
                await("the first pass", lines::isFirstPassDone, lines, run);
                say("first pass in %.1f s", seconds(start, Instant.now()));
                String database = file.read().source().database();
                LiveWorkload writers = new LiveWorkload(generator, client.getDatabase(database), writesPerSecond);
                List<PlantedDamage> planted = measure(lines, writers, target, run);
                return report(planted, lines, validate(servers, file)) ? 0 : 1;
            }
        }
    }

    /** Figures of the writers' time; returns once all that they wrote is verified. */
    private List<PlantedDamage> measure(VerifyLines lines, LiveWorkload writers, Connection target, ChildJvm run)
            throws SQLException {
        List<PlantedDamage> planted;
        try (writers) {
            writers.start();
            watch(lines, Duration.ofSeconds(warmUp), writers, run);
            lines.forgetLag();
            Instant start = Instant.now();
            long before = writers.total();
            watch(lines, Duration.ofSeconds(seconds / 2), writers, run);
            planted = PlantedDamage.plant(target);
            watch(lines, Duration.ofSeconds(seconds - seconds / 2), writers, run);
            lag = lines.largestLag();
            writers.stop();
            double took = seconds(start, Instant.now());
            long written = writers.total() - before;
            say("");
            say("writes                     %,d in %.0f s (%.0f/s)", written, took, written / took);
        }
        Instant end = Instant.now();
        await("all to be verified", () -> lines.isVerifiedThrough(end), lines, run);
        return planted;
    }

    private static ValidationResult validate(BenchServers servers, NextCrmFile file) {
        String target = TargetConnection.jdbcUrl(PostgresAddress.parse(servers.postgres()));
        ValidatorConfig config = new ValidatorConfig(file.read(), servers.mongodb(), target);
        return new Validation(config, Pipeline.AT_REST).run(new Coverage.Full(), ValidationProgress.SILENT);
    }

    /** @param end what a full validation finds when all is done: damage that a writer overwrote is none any more */
    private boolean report(List<PlantedDamage> planted, VerifyLines lines, ValidationResult end) {
        List<Mismatch> falseAlarms = lines.mismatches().stream()
                .filter(mismatch -> planted.stream().noneMatch(damage -> isOf(mismatch, damage)))
                .toList();
        say("false alarms               %,d", falseAlarms.size());
        falseAlarms.stream().limit(10).forEach(alarm -> say("  %s", alarm));
        say("verified-through behind    %.1f s at most", lag);
        boolean allInTime = true;
        for (PlantedDamage damage : planted) {
            Optional<Duration> after = lines.mismatches().stream()
                    .filter(mismatch -> isOf(mismatch, damage))
                    .findFirst()
                    .map(mismatch -> Duration.between(damage.at(), mismatch.seenAt()));
            allInTime &=
                    after.filter(time -> time.compareTo(DETECTION_ALLOWED) > 0).isEmpty();
            say(
                    "%-26s %s: %s",
                    damage.name(),
                    damage.table(),
                    after.map(time -> String.format(Locale.ROOT, "reported after %.1f s", time.toMillis() / 1000.0))
                            .orElse("overwritten by a writer before it was checked"));
        }
        List<Difference> notReported = end.differences().stream()
                .filter(difference -> !CONSEQUENCES.contains(difference.kind()))
                .filter(difference -> lines.mismatches().stream().noneMatch(mismatch -> isOf(mismatch, difference)))
                .toList();
        say("not reported, and there    %,d", notReported.size());
        notReported.stream().limit(10).forEach(each -> say("  %s %s %s", each.kind(), each.table(), each.id()));
        return falseAlarms.isEmpty() && lag <= LAG_ALLOWED_SECONDS && allInTime && notReported.isEmpty();
    }

    private static boolean isOf(Mismatch mismatch, Difference difference) {
        return mismatch.table().equals(difference.table()) && mismatch.id().equals(difference.id());
    }

    /** The flag of a dead letter is wrong as well when the row that it is about was taken away. */
    private static boolean isOf(Mismatch mismatch, PlantedDamage damage) {
        boolean isItsTable =
                mismatch.table().equals(damage.table()) || mismatch.table().equals(DEAD_LETTERS);
        return isItsTable && mismatch.id().equals(damage.id());
    }

    private static ChildJvm verify(BenchServers servers, NextCrmFile file) {
        return ChildJvm.start(
                Tidegate.class.getName(),
                List.of("verify", "--follow", "--json", "-f", file.path().toString()),
                servers.environment(),
                List.of("-Xmx512m"));
    }

    private static void watch(VerifyLines lines, Duration time, LiveWorkload writers, ChildJvm run) {
        Instant end = Instant.now().plus(time);
        while (Instant.now().isBefore(end)) {
            check(lines, run);
            writers.requireNoFailure();
        }
    }

    private static void await(String what, BooleanSupplier done, VerifyLines lines, ChildJvm run) {
        Instant end = Instant.now().plus(LONGEST);
        while (!done.getAsBoolean()) {
            check(lines, run);
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("waited " + LONGEST.toMinutes() + " minutes for " + what);
            }
        }
    }

    private static void check(VerifyLines lines, ChildJvm run) {
        if (!run.isAlive()) {
            throw new IllegalStateException("the stages ended:\n" + String.join("\n", run.output()));
        }
        lines.read();
        LockSupport.parkNanos(CHECK_EVERY.toNanos());
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    private static void say(String format, Object... arguments) {
        System.out.printf(Locale.ROOT, format + "%n", arguments);
    }
}
