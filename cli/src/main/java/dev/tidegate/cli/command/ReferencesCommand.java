package dev.tidegate.cli.command;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.tidegate.cli.address.LivePipeline;
import dev.tidegate.cli.references.ReferencesJson;
import dev.tidegate.cli.references.ReferencesText;
import dev.tidegate.cutover.resolve.Applied;
import dev.tidegate.cutover.resolve.ReferenceSurvey;
import dev.tidegate.cutover.resolve.Resolver;
import dev.tidegate.cutover.resolve.Resolver.Undone;
import dev.tidegate.cutover.resolve.SurveyResult;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.TargetConnection;
import dev.tidegate.operate.failure.InvalidRequestException;
import dev.tidegate.operate.failure.OperationFailedException;
import dev.tidegate.validator.pipeline.SourceCondition;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists references without a row and duplicate values of unique indexes, and applies the file's policies to them. */
@Command(
        name = "references",
        mixinStandardHelpOptions = true,
        description = {
            "Lists references to rows that are not there, and values of unique indexes that two documents have: what"
                    + " keeps constraints from being sealed. Refreshes tidegate.dangling.",
            "--apply applies the migration file's policies 'dangling' and 'duplicates'; each resolution is recorded in"
                    + " tidegate.resolution and can be undone. A later version of a document overwrites it."
                    + " docs/references.md says what to do about each finding.",
            "The servers are named by MONGODB_URI and POSTGRES_URL, or by the migration file."
        },
        exitCodeListHeading = ExitCode.LIST_HEADING,
        exitCodeList = {
            "0:nothing blocks the seal",
            "1:something does, or a resolution was not undone",
            ExitCode.LISTED_USAGE,
            ExitCode.LISTED_COULD_NOT_RUN
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tidegate references -f migrations/nextcrm/migration.yaml",
            "  tidegate references -f migration.yaml --apply               asks first",
            "  tidegate references -f migration.yaml --undo 12",
            "  tidegate references -f migration.yaml --undo all --yes",
            "  tidegate references -f migration.yaml --json | jq '.references[] | select(.blocking > 0)'"
        })
public final class ReferencesCommand implements Callable<Integer> {
    private static final Duration ON_THEIR_WAY = Duration.ofSeconds(30);
    private static final String ALL = "all";

    @Mixin
    private MigrationOption migrationOption;

    @Option(names = "--apply", description = "applies the migration file's policies, after asking")
    private boolean apply;

    @Option(
            names = "--undo",
            paramLabel = "NUMBER|all",
            description = "undoes this resolution, or all, where nothing has changed since")
    private String undo;

    @Option(names = "--yes", description = "does not ask")
    private boolean yes;

    @Option(names = "--json", description = "one JSON object; with --apply or --undo it needs --yes")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private SourceCondition condition;

    @Override
    public Integer call() {
        requireOptionsThatGoTogether();
        Migration migration = migrationOption.read();
        Addresses addresses = LivePipeline.reachable(migration);
        PostgresAddress postgres = PostgresAddress.parse(addresses.postgres());
        requirePrepared(postgres);
        String jdbcUrl = TargetConnection.jdbcUrl(postgres);
        try (MongoClient client = MongoClients.create(addresses.mongodb());
                LivePipeline pipeline = LivePipeline.of(migration, addresses)) {
            var source = client.getDatabase(migration.source().database());
            var resolver = new Resolver(migration, jdbcUrl, source);
            if (undo != null) {
                return undo(migration, resolver);
            }
            var survey = new ReferenceSurvey(migration, jdbcUrl, source, pipeline.pipeline(), ON_THEIR_WAY);
            condition = pipeline.pipeline().source();
            return apply ? apply(migration, resolver, survey) : list(migration, resolver, survey);
        }
    }

    private int list(Migration migration, Resolver resolver, ReferenceSurvey survey) {
        resolver.refresh();
        SurveyResult found = survey.run();
        print(migration, found, Optional.empty());
        return exitCode(found);
    }

    private int apply(Migration migration, Resolver resolver, ReferenceSurvey survey) {
        resolver.refresh();
        SurveyResult before = survey.run();
        if (!json) {
            print(migration, before, Optional.empty());
        }
        boolean wanted = before.resolvable() > 0
                && confirmation().isGiven("Change rows of the target for " + before.resolvable() + " findings?");
        if (!wanted) {
            return nothingApplied(migration, before);
        }
        Applied applied = resolver.apply();
        resolver.refresh();
        SurveyResult after = survey.run();
        print(migration, after, Optional.of(applied));
        return exitCode(after);
    }

    private Confirmation confirmation() {
        return Confirmation.of(yes, spec.commandLine().getErr());
    }

    private int nothingApplied(Migration migration, SurveyResult found) {
        if (json) {
            print(migration, found, Optional.empty());
        } else {
            out().println("Nothing was changed.");
        }
        out().flush();
        return exitCode(found);
    }

    private int undo(Migration migration, Resolver resolver) {
        boolean wanted = confirmation()
                .isGiven(undo.equals(ALL) ? "Undo all resolutions that stand?" : "Undo resolution " + undo + "?");
        if (!wanted) {
            out().println("Nothing was changed.");
            out().flush();
            return ExitCode.DONE;
        }
        List<Undone> undone = undo.equals(ALL) ? resolver.undoAll() : List.of(resolver.undo(Long.parseLong(undo)));
        if (json) {
            out().println(ReferencesJson.ofUndone(migration.name(), undone));
            out().flush();
        } else {
            new ReferencesText(out()).print(undone);
        }
        boolean all = undone.stream().allMatch(each -> each.obstacle().isEmpty());
        return all ? ExitCode.DONE : ExitCode.DIFFERENCES;
    }

    private void requireOptionsThatGoTogether() {
        if (apply && undo != null) {
            throw new InvalidRequestException("--apply and --undo do not go together");
        }
        if (undo != null && !undo.equals(ALL) && !undo.matches("[0-9]{1,18}")) {
            throw new InvalidRequestException("--undo takes the number of a resolution, or all: " + undo);
        }
        if (json && (apply || undo != null) && !yes) {
            throw new InvalidRequestException("--json asks nobody: say --yes, too");
        }
    }

    private static void requirePrepared(PostgresAddress postgres) {
        try (Connection connection = TargetConnection.open(postgres);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT to_regclass('tidegate.dangling') IS NOT NULL")) {
            if (!row.next() || !row.getBoolean(1)) {
                throw new OperationFailedException(
                        "this target has no tables of Tidegate's yet: start 'tidegate run' first");
            }
        } catch (SQLException e) {
            throw new OperationFailedException("cannot read the target: " + e.getMessage(), e);
        }
    }

    private void print(Migration migration, SurveyResult found, Optional<Applied> applied) {
        if (json) {
            out().println(ReferencesJson.of(migration.name(), condition, found, applied));
            out().flush();
        } else {
            ReferencesText text = new ReferencesText(out());
            text.print(condition);
            applied.ifPresent(text::print);
            text.print(found);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static int exitCode(SurveyResult found) {
        return found.blocking() > 0 ? ExitCode.DIFFERENCES : ExitCode.DONE;
    }
}
