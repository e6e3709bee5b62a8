package dev.tidegate.cli.fuzz;

import com.mongodb.client.MongoDatabase;
import dev.tidegate.cli.Tidegate;
import dev.tidegate.cli.fuzz.Round.Restart;
import dev.tidegate.cli.run.RunningStages;
import dev.tidegate.cli.run.Stage;
import dev.tidegate.cli.run.StageWiring;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.TargetConnection;
import dev.tidegate.operate.status.MigrationStatus;
import dev.tidegate.operate.status.MigrationStatus.Phase;
import dev.tidegate.operate.status.StatusReader;
import dev.tidegate.source.server.MongoSourceServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BsonDocument;

/** A round through the whole pipeline, on databases and topics of its own, and everything that is asked of it. */
final class RoundRun implements AutoCloseable {
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(60);
    private static final Pattern DIFFERENCE = Pattern.compile("\"kind\" : \"(\\w+)\"");

    private static final Pattern NOTHING_GOOD = Pattern.compile("(?m)^(0 are good now|no dead letters)");
    private static final Set<String> TABLE_KINDS = Set.of("entity", "child", "junction");

    private final Round round;
    private final FuzzServers servers;
    private final Duration drainsWithin;
    private final String name;
    private final Path directory;
    private final Path file;
    private final Migration migration;
    private final Addresses addresses;
    private final MongoDatabase source;
    private final StatusReader status;
    private RunningStages stages;
    private int refusedByMongo;
    private Map<String, Integer> reasons = Map.of();

    /** A few of each collection whose documents are good. */
    private final List<UUID> someRows = new ArrayList<>();

    RoundRun(Round round, FuzzServers servers, String name, Path parent, Duration drainsWithin)
            throws IOException, SQLException {
        this.round = round;
        this.servers = servers;
        this.name = name;
        this.drainsWithin = drainsWithin;
        this.directory = Files.createDirectories(parent.resolve(name));
        this.addresses = servers.withTarget(database());
        this.source = servers.client().getDatabase(database());
        String yaml = Round.yaml(
                round.file(),
                name,
                Map.of(
                        "uri",
                        addresses.mongodb(),
                        "bootstrap_servers",
                        addresses.kafka(),
                        "url",
                        addresses.postgres()));
        this.file = Files.writeString(directory.resolve("migration.yaml"), yaml);
        this.migration = Round.parse(yaml);
        this.status = new StatusReader(migration, addresses, MongoSourceServer::open, Clock.systemUTC());
    }

    private String database() {
        return name.replace('-', '_');
    }

    /** How many dead letters of each reason there were at the end. */
    Map<String, Integer> reasons() {
        return reasons;
    }

    /** How many writes MongoDB did not take. */
    int refusedByMongo() {
        return refusedByMongo;
    }

    /** @throws Finding.Failure at the first thing that is not as it must be */
    void run() throws IOException, SQLException {
        migration.collections().forEach(each -> source.createCollection(each.collection()));
        command(0, "plan");
        write(round.script().loaded());
        start("state");
        if (round.course().startsLate()) {
            await("live", seen -> seen.phase() == Phase.LIVE);
        }
        List<Script.Write> live = round.script().live();
        write(live.subList(0, live.size() / 2));
        restart();
        write(live.subList(live.size() / 2, live.size()));
        await("drained", MigrationStatus::drained);
        requireStatus();
        requireSame();
        command(1, "check");
        command(1, "errors", "list");
        command(1, "references");
        if (round.course().rereads()) {
            reread();
        }
        if (round.course().emptiesAtTheEnd()) {
            empty();
        }
        stop();
    }

    private void start(String stateDirectory) throws IOException {
        stages = RunningStages.start(
                StageWiring.of(
                                migration,
                                Files.readString(file),
                                addresses,
                                EnumSet.allOf(Stage.class),
                                directory.resolve(stateDirectory))
                        .runners(),
                () -> {});
    }

    private void restart() throws IOException {
        if (round.course().restart() == Restart.NONE) {
            return;
        }
        requireAlive();
        stop();
        start(round.course().restart() == Restart.WITH_ITS_STATE ? "state" : "other-state");
    }

    private void write(List<Script.Write> writes) {
        for (Script.Write write : writes) {
            if (!Script.run(write, source)) {
                refusedByMongo++;
            }
        }
    }

    private void await(String what, Predicate<MigrationStatus> wanted) {
        Instant deadline = Instant.now().plus(drainsWithin);
        MigrationStatus seen = null;
        while (Instant.now().isBefore(deadline)) {
            requireAlive();
            seen = status.read();
            if (wanted.test(seen)) {
                return;
            }
            pause();
        }
        throw Finding.failure("not " + what, drainsWithin + " passed, status " + seen + "\n" + threads());
    }

    private void requireAlive() {
        Optional<RunningStages.Failure> failure = stages.failure();
        if (failure.isPresent()) {
            StringBuilder causes = new StringBuilder();
            Throwable last = failure.get().cause();
            for (Throwable cause = last; cause != null; cause = cause.getCause()) {
                causes.append("\n  ").append(cause);
                last = cause;
            }
            throw Finding.failure(
                    "stage " + failure.get().stage() + " stopped: " + Finding.shape(last.toString()),
                    causes.toString());
        }
    }

    /** Drained, and no stage has anything before it. */
    private void requireStatus() {
        MigrationStatus seen = status.read();
        boolean isAtRest = seen.drained()
                && seen.phase() == Phase.LIVE
                && seen.stages().stream().allMatch(stage -> stage.lagEvents().equals(Optional.of(0L)));
        if (!isAtRest) {
            throw Finding.failure("status", seen.toString());
        }
    }

    private void requireSame() throws SQLException, IOException {
        Path report = directory.resolve("report.json");
        Outcome validated = tidegate("validate", "--full", "--patience", "20s", "--report", report.toString());
        if (validated.exitCode() != 0) {
            TreeSet<String> kinds = new TreeSet<>();
            if (Files.exists(report)) {
                Matcher matcher = DIFFERENCE.matcher(Files.readString(report));
                matcher.results()
                        .map(result -> result.group(1))
                        .filter(kind -> !TABLE_KINDS.contains(kind))
                        .forEach(kinds::add);
            }
            String shape = kinds.isEmpty() ? Finding.shape(tellingLine(validated.text())) : kinds.first();
            throw Finding.failure("validate: " + shape, "all kinds: " + kinds + "\n" + validated.text());
        }
        try (Connection target = TargetConnection.open(PostgresAddress.parse(addresses.postgres()))) {
            RowsAndDocuments rows = new RowsAndDocuments(migration, source, target);
            reasons = rows.reasons();
            someRows.clear();
            for (CollectionMapping collection : migration.collections()) {
                List<RowsAndDocuments.Carried> carried = rows.check(collection);
                new FieldsAndColumns(migration, collection, target).check(carried);
                carried.stream().limit(2).forEach(each -> someRows.add(each.row()));
            }
        }
    }

    /** At rest no dead letter becomes good when its document is re-read, and there is nothing to repair. */
    private void reread() throws SQLException, IOException {
        String replayed = command(1, "errors", "replay", "--yes");
        if (!NOTHING_GOOD.matcher(replayed).find() || replayed.contains("that no document can have")) {
            throw Finding.failure("replay", replayed);
        }
        command(0, "repair", "--yes");
        for (UUID row : someRows) {
            command(0, "explain", row.toString());
        }
        await("drained", MigrationStatus::drained);
        requireSame();
    }

    private void empty() throws SQLException {
        for (CollectionMapping collection : migration.collections()) {
            source.getCollection(collection.collection()).deleteMany(new BsonDocument());
        }
        await("drained", MigrationStatus::drained);
        try (Connection target = TargetConnection.open(PostgresAddress.parse(addresses.postgres()))) {
            new RowsAndDocuments(migration, source, target).requireEmpty();
        }
    }

    private String command(int most, String... arguments) {
        Outcome outcome = tidegate(arguments);
        if (outcome.exitCode() > most || outcome.text().contains("\tat ")) {
            throw Finding.failure(
                    arguments[0] + ": exit code " + outcome.exitCode() + ": "
                            + Finding.shape(tellingLine(outcome.text())),
                    outcome.text());
        }
        return outcome.text();
    }

    private record Outcome(int exitCode, String text) {}

    private Outcome tidegate(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-f", file.toString()));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
        int exitCode = Tidegate.run(all.toArray(String[]::new), out, out);
        return new Outcome(exitCode, text.toString(StandardCharsets.UTF_8));
    }

    /** The line that says what went wrong, else the last. */
    private static String tellingLine(String text) {
        List<String> lines = text.strip().lines().toList();
        return lines.stream()
                .filter(line -> line.startsWith("tidegate: "))
                .findFirst()
                .orElse(lines.get(lines.size() - 1));
    }

    private void stop() {
        RunningStages running = stages;
        stages = null;
        Thread closing = new Thread(running::close, "closes-the-stages");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(STOPS_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (closing.isAlive()) {
            throw Finding.failure("stages do not stop", "after " + STOPS_WITHIN + "\n" + threads());
        }
        if (running.failure().isPresent()) {
            throw Finding.failure(
                    "stage " + running.failure().get().stage() + " failed at its end",
                    running.failure().get().cause().toString());
        }
    }

    /** Where the pipeline's threads stand. */
    private static String threads() {
        StringBuilder text = new StringBuilder();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            boolean isOurs = java.util.Arrays.stream(stack)
                    .anyMatch(frame -> frame.getClassName().matches("dev\\.tidegate\\.(source|transform|sink)\\..*"));
            if (isOurs) {
                text.append(thread.getName()).append('\n');
                for (StackTraceElement frame : stack) {
                    text.append("    ").append(frame).append('\n');
                }
            }
        });
        return text.toString();
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            if (stages != null) {
                stop();
            }
        } finally {
            status.close();
            servers.remove(name, database());
        }
    }
}
