package dev.tidegate.cli.command;

import dev.tidegate.cli.run.Termination;
import dev.tidegate.cli.service.EmbeddedServices;
import dev.tidegate.embedded.mongo.OplogSize;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts the three servers inside this process, until it is asked to end. */
@Command(
        name = "services",
        mixinStandardHelpOptions = true,
        description = {
            "Starts MongoDB, Kafka and PostgreSQL inside this process until Ctrl-C or SIGTERM, and prints their addresses.",
            "The MongoDB is a stand-in for trying Tidegate out, not a database: see docs/mongodb.md. --mongod uses a real one."
        },
        exitCodeListHeading = ExitCode.LIST_HEADING,
        exitCodeList = {"0:ended by Ctrl-C or SIGTERM", ExitCode.LISTED_USAGE, ExitCode.LISTED_COULD_NOT_RUN},
        footerHeading = "%nExamples:%n",
        footer = {
            "  tidegate services",
            "  tidegate services --mongo-port 27017 --kafka-port 9092 --postgres-port 5432 --data ./data",
            "  tidegate services > addresses.env &      then: set -a; . ./addresses.env"
        })
public final class ServicesCommand implements Callable<Integer> {
    private static final String FREE_PORT = "0, the default: the one that --data was last served on, else a free one";

    @Option(names = "--mongo-port", defaultValue = "0", paramLabel = "PORT", description = FREE_PORT)
    private int mongoPort;

    @Option(names = "--kafka-port", defaultValue = "0", paramLabel = "PORT", description = FREE_PORT)
    private int kafkaPort;

    @Option(names = "--postgres-port", defaultValue = "0", paramLabel = "PORT", description = FREE_PORT)
    private int postgresPort;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "keep the data and the ports here; without it nothing is kept")
    private Path data;

    @Option(names = "--mongod", description = "a real mongod: $TIDEGATE_MONGOD, or the one on the PATH")
    private boolean mongod;

    @Option(
            names = "--mongo-oplog-size",
            paramLabel = "MB",
            description =
                    "how much history the stand-in keeps; by default 4096 with --data, else an eighth of the heap")
    private Long oplogMegabytes;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        var ports = new EmbeddedServices.Ports(mongoPort, kafkaPort, postgresPort);
        try (Termination termination = Termination.install();
                EmbeddedServices services = start(ports)) {
            if (!termination.isAsked()) {
                services.addressLines().forEach(out::println);
                out.println("# ready"); // a comment, so that the whole can be sourced
                out.flush();
            }
            termination.await();
        }
        return ExitCode.DONE;
    }

    private EmbeddedServices start(EmbeddedServices.Ports ports) {
        Optional<Path> directory = Optional.ofNullable(data);
        return oplogMegabytes == null
                ? EmbeddedServices.start(ports, directory, mongod)
                : EmbeddedServices.start(ports, directory, oplogSize());
    }

    private OplogSize oplogSize() {
        long half = Runtime.getRuntime().maxMemory() / 2 >> 20;
        if (mongod) {
            throw usage("--mongo-oplog-size is for the stand-in: leave it or --mongod out");
        }
        if (oplogMegabytes < 1) {
            throw usage("--mongo-oplog-size must be 1 MB at least");
        }
        if (data == null && oplogMegabytes > half) {
            throw usage("--mongo-oplog-size is more than half of the heap (" + half
                    + " MB): give --data too, and it is kept in a file");
        }
        return OplogSize.ofBytes(oplogMegabytes << 20);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
