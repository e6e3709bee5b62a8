package dev.tidegate.cli.command;

import dev.tidegate.cli.address.Reachability;
import dev.tidegate.cli.run.Termination;
import dev.tidegate.cli.verify.VerifyJson;
import dev.tidegate.cli.verify.VerifyOutput;
import dev.tidegate.cli.verify.VerifyText;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.Addresses.Server;
import dev.tidegate.operate.address.TargetConnection;
import dev.tidegate.operate.failure.OperationFailedException;
import dev.tidegate.operate.pipeline.KafkaPipeline;
import dev.tidegate.operate.verify.FollowSettings;
import dev.tidegate.operate.verify.FollowStatus;
import dev.tidegate.operate.verify.FollowStoppedException;
import dev.tidegate.operate.verify.Follower;
import dev.tidegate.operate.verify.TargetTriggers;
import dev.tidegate.source.server.MongoSourceServer;
import dev.tidegate.validator.ValidatorConfig;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Verifies beside the running pipeline: everything once, then every change. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Compares every document with its rows once, then with --follow every change as it passes, at both ends: what"
                    + " somebody else changes in PostgreSQL is found too.",
            "Says up to which time all is verified, and lists what differs although the pipeline has passed it. Runs"
                    + " beside 'tidegate run'; what it knows is kept in PostgreSQL (schema tidegate), so that a restart"
                    + " resumes."
        },
        exitCodeListHeading = ExitCode.LIST_HEADING,
        exitCodeList = {
            "0:all that was compared agrees",
            "1:something differs, or the source has stopped",
            ExitCode.LISTED_USAGE,
            ExitCode.LISTED_COULD_NOT_RUN
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tidegate verify -f migrations/nextcrm/migration.yaml            one full pass beside the running pipeline",
            "  tidegate verify --follow -f migration.yaml                      until Ctrl-C; exit code 1 when something differs",
            "  tidegate verify --follow -f migration.yaml --json | jq 'select(.event == \"mismatch\")'",
            "  tidegate verify --remove-triggers -f migration.yaml             before a cutover, or when it is no longer used"
        })
public final class VerifyCommand implements Callable<Integer> {
    private static final List<Server> SERVERS = List.of(Server.MONGODB, Server.KAFKA, Server.POSTGRES);
    private static final Duration PLAIN_EVERY = Duration.ofSeconds(5);

    @Mixin
    private MigrationOption migrationOption;

    @Option(names = "--follow", description = "then check every change, until Ctrl-C")
    private boolean follow;

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    @Option(
            names = "--max-rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "documents a second of the passes that are repeated for safety (${DEFAULT-VALUE})")
    private long maxRate;

    @Option(
            names = "--pause",
            paramLabel = "TIME",
            converter = Seconds.class,
            defaultValue = "60s",
            description = "between one collection's repeated pass and the next one's (${DEFAULT-VALUE})")
    private Duration pause;

    @Option(
            names = "--no-triggers",
            description = "put no triggers on the target's tables: what somebody else changes there is found by the"
                    + " repeated passes alone")
    private boolean withoutTriggers;

    @Option(names = "--remove-triggers", description = "drop the triggers of the target's tables, and end")
    private boolean removeTriggers;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Migration migration = migrationOption.read();
        PrintWriter out = spec.commandLine().getOut();
        if (removeTriggers) {
            return removeTriggers(migration, out);
        }
        Addresses addresses = Reachability.required(migration, SERVERS);
        VerifyOutput output =
                json ? new VerifyJson(out) : new VerifyText(out, ProgressOutput.isTerminal(), PLAIN_EVERY);
        AtomicReference<FollowStatus> last = new AtomicReference<>();
        try (Termination termination = Termination.install();
                KafkaPipeline pipeline = new KafkaPipeline(migration, addresses, MongoSourceServer::open);
                Follower follower = new Follower(settings(migration, addresses), pipeline, output)) {
            Thread ending = new Thread(() -> closeWhenAsked(termination, follower), "verify-termination");
            ending.setDaemon(true);
            ending.start();
            follower.run(status -> {
                last.set(status);
                return !follow && (status.isWholeVerified() || status.isStalled());
            });
            output.end();
            return exitCode(Optional.ofNullable(last.get()), termination.isAsked());
        } catch (FollowStoppedException e) {
            throw new OperationFailedException(e.getMessage(), e);
        }
    }

    private static void closeWhenAsked(Termination termination, Follower follower) {
        termination.await();
        follower.close();
    }

    /** A full pass that was cut short proves nothing; where the source has stopped, what agrees now will not for long. */
    private int exitCode(Optional<FollowStatus> last, boolean isAsked) {
        if (last.isEmpty() || !follow && isAsked && !last.get().isWholeVerified()) {
            return ExitCode.COULD_NOT_RUN;
        }
        boolean isRight =
                last.get().openMismatches() == 0 && !last.get().source().isStopped();
        return isRight ? ExitCode.DONE : ExitCode.DIFFERENCES;
    }

    private FollowSettings settings(Migration migration, Addresses addresses) {
        String jdbcUrl = TargetConnection.jdbcUrl(PostgresAddress.parse(addresses.postgres()));
        ValidatorConfig config = new ValidatorConfig(migration, addresses.mongodb(), jdbcUrl);
        return new FollowSettings(config, maxRate, pause, !withoutTriggers, !follow);
    }

    private int removeTriggers(Migration migration, PrintWriter out) {
        List<Server> target = List.of(Server.POSTGRES);
        Addresses addresses = Reachability.required(migration, target);
        try (Connection connection = TargetConnection.open(PostgresAddress.parse(addresses.postgres()))) {
            new TargetTriggers(migration).remove(connection);
            out.println("the triggers and their notes are gone");
            out.flush();
            return ExitCode.DONE;
        } catch (SQLException e) {
            throw new OperationFailedException(
                    "cannot drop the triggers (SQLSTATE " + e.getSQLState()
                            + "): only the tables' owner may, and no transaction may hold them for long",
                    e);
        }
    }
}
