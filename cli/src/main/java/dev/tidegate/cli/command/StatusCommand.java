package dev.tidegate.cli.command;

import dev.tidegate.cli.address.Reachability;
import dev.tidegate.cli.run.Termination;
import dev.tidegate.cli.status.StatusText;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.Addresses.Server;
import dev.tidegate.operate.status.MigrationStatus;
import dev.tidegate.operate.status.StatusJson;
import dev.tidegate.operate.status.StatusReader;
import dev.tidegate.source.server.MongoSourceServer;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows how far a migration is, whichever processes run its stages. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Shows how far a migration is: documents and rows by table, the lag of each stage, dead letters, and whether"
                    + " all is drained. The stages may run in any process.",
            "The servers are named by MONGODB_URI, KAFKA_BOOTSTRAP_SERVERS and POSTGRES_URL, or by the migration file."
        },
        exitCodeListHeading = ExitCode.LIST_HEADING,
        exitCodeList = {"0:shown", ExitCode.LISTED_USAGE, ExitCode.LISTED_COULD_NOT_RUN},
        footerHeading = "%nExamples:%n",
        footer = {
            "  tidegate status -f migrations/nextcrm/migration.yaml",
            "  tidegate status -f migration.yaml --watch",
            "  tidegate status -f migration.yaml --json | jq .drained"
        })
public final class StatusCommand implements Callable<Integer> {
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final List<Server> SERVERS = List.of(Server.MONGODB, Server.KAFKA, Server.POSTGRES);

    @Mixin
    private MigrationOption migrationOption;

    @Option(names = "--json", description = "one JSON object; with --watch one a line")
    private boolean json;

    @Option(names = "--watch", description = "again every two seconds, until Ctrl-C")
    private boolean watch;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Migration migration = migrationOption.read();
        Addresses addresses = Reachability.required(migration, SERVERS);
        PrintWriter out = spec.commandLine().getOut();
        try (Termination termination = Termination.install();
                StatusReader reader =
                        new StatusReader(migration, addresses, MongoSourceServer::open, Clock.systemUTC())) {
            if (!watch) {
                print(out, reader.read());
                return ExitCode.DONE;
            }
            do {
                printOrTell(out, reader);
            } while (!termination.await(EVERY));
        }
        return ExitCode.DONE;
    }

    /** Kafka may be away for a while; a person who watches wants to see it come back. */
    private void printOrTell(PrintWriter out, StatusReader reader) {
        try {
            print(out, reader.read());
        } catch (KafkaException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("tidegate: no status now, Kafka does not answer (" + e.getMessage() + "); asking again");
            err.flush();
        }
    }

    private void print(PrintWriter out, MigrationStatus status) {
        if (json) {
            out.println(watch ? StatusJson.line(status) : StatusJson.pretty(status));
        } else {
            if (watch && ProgressOutput.isTerminal()) {
                out.print("\u001b[H\u001b[2J");
            }
            new StatusText(out).print(status);
        }
        out.flush();
    }
}
