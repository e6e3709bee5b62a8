package dev.tidegate.cli.command;

import dev.tidegate.cli.address.Reachability;
import dev.tidegate.cli.explain.ExplainJson;
import dev.tidegate.cli.explain.ExplainText;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.Addresses.Server;
import dev.tidegate.operate.explain.Explained;
import dev.tidegate.operate.explain.Explainer;
import dev.tidegate.operate.failure.InvalidRequestException;
import dev.tidegate.operate.failure.OperationFailedException;
import dev.tidegate.operate.pipeline.KafkaPipeline;
import dev.tidegate.source.server.MongoSourceServer;
import dev.tidegate.validator.pipeline.SourceCondition;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.bson.types.ObjectId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells all that is known of one id. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Follows one document through MongoDB, Kafka and PostgreSQL: its last raw record with position and time, its"
                    + " rows, children, edges, dead letter, unmapped fields, references, and whether both ends agree now.",
            "Values are not shown, only their types, unless --with-values is given. Changes nothing."
        },
        exitCodeListHeading = ExitCode.LIST_HEADING,
        exitCodeList = {
            "0:both ends agree",
            "1:they differ",
            "2:usage, a broken migration file, or an ID that is none",
            ExitCode.LISTED_COULD_NOT_RUN
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tidegate explain -f migrations/nextcrm/migration.yaml 65a1b2c3d4e5f60718293a4b      an ObjectId, in all collections",
            "  tidegate explain -f migration.yaml 65a1b2c3-d4e5-8f60-9c60-e4a52ed2b3f1 --json      a row's id"
        })
public final class ExplainCommand implements Callable<Integer> {
    private static final List<Server> SERVERS = List.of(Server.MONGODB, Server.KAFKA, Server.POSTGRES);
    private static final Pattern OBJECT_ID = Pattern.compile("[0-9a-fA-F]{24}");
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    @Mixin
    private MigrationOption migrationOption;

    @Parameters(paramLabel = "ID", description = "an ObjectId (24 hex digits) or a row's UUID")
    private String id;

    @Option(names = "--with-values", description = "show the values; they may be confidential")
    private boolean withValues;

    @Option(names = "--json", description = "as JSON")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        boolean isObjectId = OBJECT_ID.matcher(id).matches();
        if (!isObjectId && !UUID_FORM.matcher(id).matches()) {
            throw new InvalidRequestException("'" + id + "' is neither an ObjectId (24 hex digits) nor a UUID");
        }
        Migration migration = migrationOption.read();
        Addresses addresses = Reachability.required(migration, SERVERS);
        try (Explainer explainer = new Explainer(migration, addresses, withValues);
                KafkaPipeline pipeline = new KafkaPipeline(migration, addresses, MongoSourceServer::open)) {
            return print(
                    isObjectId
                            ? explainer.explain(new ObjectId(id))
                            : explainer
                                    .explain(UUID.fromString(id))
                                    .map(List::of)
                                    .orElse(List.of()),
                    pipeline.source());
        } catch (SQLException e) {
            throw new OperationFailedException(
                    "PostgreSQL cannot be asked about " + id + " (SQLSTATE " + e.getSQLState()
                            + "); has 'tidegate run' made its tables?",
                    e);
        }
    }

    private int print(List<Explained> found, SourceCondition source) {
        PrintWriter out = spec.commandLine().getOut();
        if (!json && !source.message().isEmpty()) {
            out.println("! " + source.message());
        }
        if (json) {
            out.println(ExplainJson.write(found, source));
        } else if (found.isEmpty()) {
            out.println("nothing is known of " + id + ": no document, raw record, row, edge or dead letter"
                    + Optional.of(id)
                            .filter(each -> each.length() > 24)
                            .map(
                                    each ->
                                            "; as a UUID it is of no collection of this file, and tidegate.id_map does not have it")
                            .orElse(""));
        } else {
            ExplainText text = new ExplainText(out);
            found.forEach(text::print);
        }
        out.flush();
        boolean agrees = found.stream().allMatch(each -> each.differences().isEmpty());
        return agrees ? ExitCode.DONE : ExitCode.DIFFERENCES;
    }
}
