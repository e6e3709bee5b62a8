package dev.tidegate.cli.command;

import dev.tidegate.cli.demo.Demo;
import dev.tidegate.cli.demo.DemoMigration;
import dev.tidegate.cli.demo.DemoSettings;
import dev.tidegate.operate.failure.InvalidRequestException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job on data of its own: an application from MongoDB to PostgreSQL while writers change it. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Moves an application from MongoDB to PostgreSQL while writers keep changing it, then compares every document"
                    + " with its rows. Starts all servers itself; their data is gone afterwards."
        },
        exitCodeListHeading = ExitCode.LIST_HEADING,
        exitCodeList = {
            "0:documents = rows + dead letters, no difference, and the dead letters are exactly those that the"
                    + " generator made on purpose",
            "1:something of this does not hold",
            ExitCode.LISTED_USAGE,
            ExitCode.LISTED_COULD_NOT_RUN
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tidegate demo                       NextCRM",
            "  tidegate demo --migration shop",
            "  tidegate demo --documents 100000 --seed 7",
            "  tidegate demo --keep                leaves the servers up, to look around with psql and mongosh",
            "  tidegate demo --mongod              a real mongod: $TIDEGATE_MONGOD, or the one on the PATH"
        })
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--migration",
            paramLabel = "NAME",
            defaultValue = "nextcrm",
            description = "what to move: nextcrm, shop, streaming (${DEFAULT-VALUE})")
    private DemoMigration migration;

    @Option(
            names = "--documents",
            paramLabel = "N",
            defaultValue = "20000",
            description = "how many to load (${DEFAULT-VALUE})")
    private int documents;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "same seed, same documents (${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--writes-per-second",
            paramLabel = "N",
            defaultValue = "200",
            description = "how much the writers change while it moves; 0 for none (${DEFAULT-VALUE})")
    private int writesPerSecond;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "20s",
            converter = Seconds.class,
            description =
                    "how long the writers write at least once the snapshot is in, such as 20s or 5m (${DEFAULT-VALUE})")
    private Duration duration;

    @Option(names = "--keep", description = "keep the servers up at the end, until Ctrl-C, and print their addresses")
    private boolean keep;

    @Option(names = "--mongod", description = "use a real mongod, not the stand-in")
    private boolean mongod;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (documents < 1 || writesPerSecond < 0) {
            throw new InvalidRequestException("--documents is at least 1 and --writes-per-second at least 0");
        }
        var settings = new DemoSettings(migration, documents, seed, writesPerSecond, duration, keep, mongod);
        var out = spec.commandLine().getOut();
        boolean asExpected = new Demo(settings, out, ProgressOutput.choose(out, System.getenv())).run();
        return asExpected ? ExitCode.DONE : ExitCode.DIFFERENCES;
    }
}
