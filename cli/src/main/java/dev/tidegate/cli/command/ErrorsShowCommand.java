package dev.tidegate.cli.command;

import dev.tidegate.cli.address.Reachability;
import dev.tidegate.cli.errors.ErrorReport;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.Addresses.Server;
import dev.tidegate.operate.errors.DeadLetter;
import dev.tidegate.operate.errors.DeadLetterFilter;
import dev.tidegate.operate.errors.DeadLetterTable;
import dev.tidegate.operate.errors.ErrorTables;
import dev.tidegate.operate.pipeline.SourceConditions;
import dev.tidegate.validator.pipeline.SourceCondition;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Shows one dead letter in full: why the document could not be carried, what of it is in the tables, what to"
                    + " do, and how to read the document. Asks POSTGRES_URL, and Kafka where its address is given."
        },
        exitCodeListHeading = ExitCode.LIST_HEADING,
        exitCodeList = {
            "0:shown",
            "1:there is no dead letter of this id",
            ExitCode.LISTED_USAGE,
            ExitCode.LISTED_COULD_NOT_RUN
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tidegate errors show -f migration.yaml 650000000000000000000001",
            "  tidegate errors show -f migration.yaml --table orders order-17"
        })
final class ErrorsShowCommand implements Callable<Integer> {
    private static final List<Server> SERVERS = List.of(Server.POSTGRES);
    private static final int MOST = 100;

    @Mixin
    private MigrationOption migrationOption;

    @Parameters(
            paramLabel = "ID",
            description = "the document's: an ObjectId, a row's UUID, or another _id as dead letters show it")
    private String id;

    @Option(names = "--table", paramLabel = "TABLE", description = "only of this table, or collection")
    private String table;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Migration migration = migrationOption.read();
        Addresses addresses = Reachability.required(migration, SERVERS);
        return Target.with(addresses, target -> show(migration, addresses, target));
    }

    private int show(Migration migration, Addresses addresses, Connection target) throws SQLException {
        PrintWriter out = spec.commandLine().getOut();
        DeadLetterTable letters = new DeadLetterTable(target);
        var filter = new DeadLetterFilter(
                Optional.ofNullable(table).map(name -> ErrorTables.collections(migration, name)),
                Optional.empty(),
                Optional.of(DeadLetterOptions.shown(id, migration, target)));
        List<DeadLetter> found = letters.page(filter, Optional.empty(), MOST);
        if (found.isEmpty()) {
            spec.commandLine().getErr().println("tidegate: no document " + id + " is a dead letter now");
            return ExitCode.DIFFERENCES;
        }
        SourceCondition source = SourceConditions.ask(migration, addresses);
        if (source.isStopped()) {
            out.println("! " + source.message());
        }
        ErrorReport report = new ErrorReport(migration, letters, out);
        for (DeadLetter letter : found) {
            report.show(letter);
            out.println();
        }
        out.flush();
        return ExitCode.DONE;
    }
}
