package dev.tidegate.cli.command;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.tidegate.cli.address.Reachability;
import dev.tidegate.cli.errors.ErrorLog;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.Addresses.Server;
import dev.tidegate.operate.address.MongoAddress;
import dev.tidegate.operate.errors.DeadLetterTable;
import dev.tidegate.operate.errors.LoggedDocuments;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes dead letters to a file: time, table, id, error, and the document as MongoDB has it now; at the end"
                    + " the totals and the ids.",
            "Of a document the names of its fields and their BSON types are written, the values only with"
                    + " --with-documents."
        },
        exitCodeListHeading = ExitCode.LIST_HEADING,
        exitCodeList = {"0:written", ExitCode.LISTED_USAGE, ExitCode.LISTED_COULD_NOT_RUN},
        footerHeading = "%nExamples:%n",
        footer = {
            "  tidegate errors export -f migration.yaml migration-errors.log",
            "  tidegate errors export -f migration.yaml --reason invalid-enum --with-documents enums.log"
        })
final class ErrorsExportCommand implements Callable<Integer> {
    private static final List<Server> SERVERS = List.of(Server.MONGODB, Server.POSTGRES);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Mixin
    private MigrationOption migrationOption;

    @Mixin
    private DeadLetterOptions which;

    @Parameters(paramLabel = "LOG", description = "the file to write; it is written anew")
    private Path log;

    @Option(
            names = "--with-documents",
            description = "with all values, which may be passwords and tokens; the file is readable by its owner only")
    private boolean withDocuments;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Migration migration = migrationOption.read();
        Addresses addresses = Reachability.required(migration, SERVERS);
        PrintWriter out = spec.commandLine().getOut();
        try (MongoClient client = MongoClients.create(MongoAddress.settings(addresses.mongodb(), PATIENCE))) {
            MongoDatabase database = client.getDatabase(migration.source().database());
            LoggedDocuments documents = withDocuments
                    ? LoggedDocuments.whole(database, migration)
                    : LoggedDocuments.redacted(database, migration);
            return Target.with(addresses, target -> {
                long written = new ErrorLog(migration, new DeadLetterTable(target), documents)
                        .write(log, which.filter(migration, target));
                out.printf("%,d dead letters: %s%n", written, log);
                out.flush();
                return ExitCode.DONE;
            });
        }
    }
}
