package dev.tidegate.cli.command;

import dev.tidegate.cli.address.Reachability;
import dev.tidegate.cli.errors.ErrorJson;
import dev.tidegate.cli.errors.ErrorReport;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.Addresses.Server;
import dev.tidegate.operate.errors.DeadLetterTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Counts dead letters by table and reason, and lists them. Asks POSTGRES_URL only.",
        exitCodeListHeading = ExitCode.LIST_HEADING,
        exitCodeList = {"0:listed, though there may be none", ExitCode.LISTED_USAGE, ExitCode.LISTED_COULD_NOT_RUN},
        footerHeading = "%nExamples:%n",
        footer = {
            "  tidegate errors list -f migration.yaml",
            "  tidegate errors list -f migration.yaml --table Users --limit 1000",
            "  tidegate errors list -f migration.yaml --json | jq '.counts'"
        })
final class ErrorsListCommand implements Callable<Integer> {
    private static final List<Server> SERVERS = List.of(Server.POSTGRES);

    @Mixin
    private MigrationOption migrationOption;

    @Mixin
    private DeadLetterOptions which;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "how many are listed (${DEFAULT-VALUE}); all are counted, and --json lists all")
    private int limit;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Migration migration = migrationOption.read();
        Addresses addresses = Reachability.required(migration, SERVERS);
        PrintWriter out = spec.commandLine().getOut();
        return Target.with(addresses, target -> {
            DeadLetterTable table = new DeadLetterTable(target);
            if (json) {
                new ErrorJson(migration, table, out).list(which.filter(migration, target));
            } else {
                new ErrorReport(migration, table, out).list(which.filter(migration, target), limit);
            }
            out.flush();
            return ExitCode.DONE;
        });
    }
}
