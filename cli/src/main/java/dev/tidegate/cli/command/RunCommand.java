package dev.tidegate.cli.command;

import dev.tidegate.cli.address.Reachability;
import dev.tidegate.cli.run.MigrationRun;
import dev.tidegate.cli.run.RunSummary;
import dev.tidegate.cli.run.RunSummary.Ending;
import dev.tidegate.cli.run.Stage;
import dev.tidegate.cli.run.StageWiring;
import dev.tidegate.cli.run.Termination;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.Addresses.Server;
import dev.tidegate.operate.failure.OperationFailedException;
import dev.tidegate.operate.status.StatusReader;
import dev.tidegate.source.server.MongoSourceServer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs stages until it is asked to end; starting it again resumes where it was. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the stages of a migration: the snapshot, then the live changes, until Ctrl-C or SIGTERM.",
            "That is a clean pause: starting again resumes. The servers are named by MONGODB_URI,"
                    + " KAFKA_BOOTSTRAP_SERVERS and POSTGRES_URL, or by the migration file."
        },
        exitCodeListHeading = ExitCode.LIST_HEADING,
        exitCodeList = {
            "0:drained with --until-drained, or paused by Ctrl-C or SIGTERM",
            ExitCode.LISTED_USAGE,
            ExitCode.LISTED_COULD_NOT_RUN
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tidegate run -f migrations/nextcrm/migration.yaml",
            "  tidegate run -f migration.yaml --stages source          one process for each stage",
            "  tidegate run -f migration.yaml --until-drained          ends when nothing is left to do"
        })
public final class RunCommand implements Callable<Integer> {
    @Mixin
    private MigrationOption migrationOption;

    @Option(
            names = "--stages",
            split = ",",
            paramLabel = "STAGE",
            description = "source, transform, sink; all three by default")
    private List<Stage> stages = List.of(Stage.values());

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            defaultValue = "${env:TIDEGATE_STATE_DIR}",
            description = "the transformer's local state, which it can restore from Kafka"
                    + " (default: $TIDEGATE_STATE_DIR, else ~/.tidegate/state/CLUSTER/MIGRATION)")
    private Path stateDirectory;

    @Option(
            names = "--errors",
            paramLabel = "FILE",
            defaultValue = "migration-errors.log",
            description = "where the list of failed documents goes at the end, if there are any (${DEFAULT-VALUE})")
    private Path errors;

    @Option(
            names = "--until-drained",
            description = "end as soon as every change is in PostgreSQL and its secondary indexes stand")
    private boolean untilDrained;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Migration migration = migrationOption.read();
        Map<String, String> environment = System.getenv();
        Addresses addresses = Addresses.resolve(migration, environment).requiring(servers());
        Reachability reachability = new Reachability(migration, addresses);
        reachability.require(servers());
        if (stages().contains(Stage.SINK)) {
            reachability.requireStartable();
        } else {
            reachability.requireStartableWhereKnown();
        }
        PrintWriter out = spec.commandLine().getOut();
        heading(out, migration, addresses);
        StageWiring wiring = StageWiring.of(
                migration,
                migrationOption.text(),
                addresses,
                stages(),
                StateDirectory.ofRun(stateDirectory, migration, addresses));
        try (Termination termination = Termination.install();
                StatusReader reader =
                        new StatusReader(migration, addresses, MongoSourceServer::open, Clock.systemUTC())) {
            RunSummary summary = new RunSummary(migration, wiring, addresses, Instant.now());
            MigrationRun run = MigrationRun.start(wiring, termination, environment);
            try (run) {
                run.watch(
                        reader,
                        ProgressOutput.choose(out, environment),
                        status -> untilDrained && status.drained() && wiring.indexesStand());
            } catch (OperationFailedException e) {
                summary.print(out, Ending.FAILED, run.last(), errors);
                throw e;
            }
            Ending ending = termination.isAsked() ? Ending.PAUSED : Ending.DRAINED;
            summary.print(out, ending, run.last(), errors);
        }
        return ExitCode.DONE;
    }

    private Set<Stage> stages() {
        return EnumSet.copyOf(stages);
    }

    private List<Server> servers() {
        Set<Server> needed = new TreeSet<>();
        stages().forEach(stage -> needed.addAll(stage.servers()));
        if (untilDrained) {
            needed.addAll(List.of(Server.values())); // whether all is drained, only the three together know
        }
        return new ArrayList<>(needed);
    }

    private void heading(PrintWriter out, Migration migration, Addresses addresses) {
        long entities = migration.collections().stream()
                .map(CollectionMapping::table)
                .distinct()
                .count();
        out.printf(
                "migration %s: %d tables (%d of collections, %d junctions, %d of children)%n",
                migration.name(),
                migration.tables().size(),
                entities,
                migration.junctions().size(),
                migration.tables().size() - entities - migration.junctions().size());
        out.printf("stages: %s%n", stages().toString().toLowerCase(Locale.ROOT));
        addresses.mongodbUri().ifPresent(uri -> out.println("MongoDB: " + Addresses.masked(uri)));
        addresses.kafkaBootstrapServers().ifPresent(servers -> out.println("Kafka: " + servers));
        addresses.postgresUrl().ifPresent(url -> out.println("PostgreSQL: " + Addresses.masked(url)));
        out.flush();
    }
}
