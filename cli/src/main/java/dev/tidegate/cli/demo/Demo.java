package dev.tidegate.cli.demo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.tidegate.cli.progress.Progress;
import dev.tidegate.cli.run.MigrationRun;
import dev.tidegate.cli.run.Stage;
import dev.tidegate.cli.run.StageWiring;
import dev.tidegate.cli.run.Termination;
import dev.tidegate.cli.service.EmbeddedServices;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.MongoAddress;
import dev.tidegate.operate.failure.OperationFailedException;
import dev.tidegate.operate.status.MigrationStatus;
import dev.tidegate.operate.status.MigrationStatus.Phase;
import dev.tidegate.operate.status.StatusReader;
import dev.tidegate.source.server.MongoSourceServer;
import dev.tidegate.workload.Application;
import dev.tidegate.workload.FirstLoad;
import dev.tidegate.workload.LiveWorkload;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;

/** Load, move while writers write, drain, compare every document, say what was found. */
public final class Demo {
    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(10);

    private final DemoSettings settings;
    private final PrintWriter out;
    private final Progress progress;
    private final DeclaredMigration file;
    private final DemoTimes times = new DemoTimes(Clock.systemUTC());

    public Demo(DemoSettings settings, PrintWriter out, Progress progress) {
        this.settings = settings;
        this.file = settings.migration().read();
        this.out = out;
        this.progress = progress;
    }

    /** Whether everything came out as the application means it. */
    public boolean run() {
        say(
                "starting MongoDB%s, Kafka and PostgreSQL …",
                settings.realMongod() ? "" : " (a stand-in: docs/mongodb.md)");
        try (Termination termination = Termination.install();
                EmbeddedServices services =
                        EmbeddedServices.start(EmbeddedServices.Ports.FREE, Optional.empty(), settings.realMongod());
                TemporaryDirectory state = TemporaryDirectory.create("tidegate-demo-state-");
                MongoClient client = MongoClients.create(
                        MongoAddress.settings(services.addresses().mongodb(), Duration.ofSeconds(10)))) {
            boolean asExpected = move(termination, services.addresses(), client, state.path());
            if (settings.keep() && !termination.isAsked()) {
                keep(termination, services);
            }
            return asExpected;
        }
    }

    private boolean move(Termination termination, Addresses addresses, MongoClient client, Path stateDirectory) {
        MongoDatabase database = client.getDatabase(file.migration().source().database());
        Application application = settings.migration().application(settings.seed(), settings.documents());
        say(
                "loading %,d documents of %s into %d collections, seed %d …",
                settings.documents(),
                settings.migration().title(),
                application.counts().size(),
                settings.seed());
        long loaded = times.loading(() -> new FirstLoad(application, database).run());
        say(
                "moving %d tables; %s …",
                file.migration().tables().size(),
                settings.writesPerSecond() == 0
                        ? "nobody writes meanwhile"
                        : "writers at " + settings.writesPerSecond() + " writes/s");
        StageWiring wiring =
                StageWiring.of(file.migration(), file.text(), addresses, EnumSet.allOf(Stage.class), stateDirectory);
        LiveWorkload writers = new LiveWorkload(application, database, Math.max(1, settings.writesPerSecond()));
        DemoReport report = new DemoReport(out, times);
        try (StatusReader reader =
                        new StatusReader(file.migration(), addresses, MongoSourceServer::open, Clock.systemUTC());
                MigrationRun run = MigrationRun.start(wiring, termination, Map.of())) {
            write(writers, run, reader, wiring);
            if (termination.isAsked()) {
                throw new OperationFailedException("ended before the comparison, as asked");
            }
            say(
                    "%swaiting until all is in PostgreSQL …",
                    writers.total() == 0 ? "" : "writers stopped after %,d writes; ".formatted(writers.total()));
            drain(run, reader, termination);
        }
        say("comparing every document with its rows …");
        DemoFindings findings = DemoFindings.compare(file.migration(), addresses, writers.expectedDeadLetters());
        report.print(loaded, writers, wiring, findings);
        return findings.isAsExpected();
    }

    /** Writers at work during the snapshot and for the settings' time of live changes. */
    private void write(LiveWorkload writers, MigrationRun run, StatusReader reader, StageWiring wiring) {
        times.startMoving();
        try (writers) {
            if (settings.writesPerSecond() > 0) {
                writers.start();
            }
            run.watch(reader, progress, status -> {
                writers.requireNoFailure();
                return isSnapshotIn(status);
            });
            times.snapshotIn();
            Duration live = settings.writesPerSecond() > 0 ? settings.duration() : Duration.ZERO;
            Duration settling = live.dividedBy(4);
            watchFor(settling, writers, run, reader);
            wiring.sink().orElseThrow().resetLatency(); // what had waited behind the snapshot is through
            watchFor(live.minus(settling), writers, run, reader);
            writers.stop();
        }
    }

    private void watchFor(Duration time, LiveWorkload writers, MigrationRun run, StatusReader reader) {
        Instant end = Instant.now().plus(time);
        run.watch(reader, progress, status -> {
            writers.requireNoFailure();
            return !Instant.now().isBefore(end);
        });
    }

    /** The source streams, and what waits between the stages is no more than the writers' own traffic. */
    private boolean isSnapshotIn(MigrationStatus status) {
        long waiting = status.stages().stream()
                .mapToLong(stage -> stage.lagEvents().orElse(Long.MAX_VALUE / 4))
                .sum();
        return status.phase() == Phase.LIVE && waiting <= 5L * Math.max(20, settings.writesPerSecond());
    }

    private void drain(MigrationRun run, StatusReader reader, Termination termination) {
        Instant deadline = Instant.now().plus(LONGEST_DRAIN);
        times.startDraining();
        Optional<MigrationStatus> last = run.watch(
                reader, progress, status -> status.drained() || Instant.now().isAfter(deadline));
        times.drained();
        if (last.filter(MigrationStatus::drained).isEmpty() && !termination.isAsked()) {
            throw new OperationFailedException(
                    "not drained after " + LONGEST_DRAIN.toMinutes() + " minutes; the lag was "
                            + last.map(status -> status.stages().toString()).orElse("unknown"));
        }
        if (termination.isAsked()) {
            throw new OperationFailedException("ended before the comparison, as asked");
        }
    }

    private void keep(Termination termination, EmbeddedServices services) {
        services.addressLines().forEach(out::println);
        say("the servers stay up until Ctrl-C");
        termination.await();
    }

    private void say(String format, Object... arguments) {
        out.printf(java.util.Locale.ROOT, format + "%n", arguments);
        out.flush();
    }
}
