package dev.tidegate.cli.command;

import dev.tidegate.cli.address.Reachability;
import dev.tidegate.cli.repair.RepairReport;
import dev.tidegate.cli.validate.ValidationPicture;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.Addresses.Server;
import dev.tidegate.operate.address.TargetConnection;
import dev.tidegate.operate.pipeline.KafkaPipeline;
import dev.tidegate.operate.repair.Repair;
import dev.tidegate.operate.repair.RepairFindings;
import dev.tidegate.operate.repair.RepairOutcome;
import dev.tidegate.operate.repair.RepairPlan;
import dev.tidegate.operate.repair.RepairScope;
import dev.tidegate.operate.reread.Rereads;
import dev.tidegate.source.server.MongoSourceServer;
import dev.tidegate.validator.ValidatorConfig;
import dev.tidegate.validator.ValidatorConfig.Limits;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts right what somebody else changed in the target. */
@Command(
        name = "repair",
        mixinStandardHelpOptions = true,
        description = {
            "Finds what differs between MongoDB and PostgreSQL, shows it, asks, and has the documents re-read through the"
                    + " running pipeline, each as it is now. Rows that resolve to no document are deleted. Then all of it"
                    + " is compared once more.",
            "MongoDB is only read. Writers may write on."
        },
        exitCodeListHeading = ExitCode.LIST_HEADING,
        exitCodeList = {
            "0:all agrees",
            "1:something differs still, or nothing was done",
            ExitCode.LISTED_USAGE,
            ExitCode.LISTED_COULD_NOT_RUN
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tidegate repair -f migration.yaml",
            "  tidegate repair -f migration.yaml --dry-run",
            "  tidegate repair -f migration.yaml --table crm_Accounts",
            "  tidegate repair -f migration.yaml --id 650000000000000000000001 --yes"
        })
public final class RepairCommand implements Callable<Integer> {
    private static final List<Server> SERVERS = List.of(Server.MONGODB, Server.KAFKA, Server.POSTGRES);
    private static final int MOST_DIFFERENCES = 50_000;

    @Mixin
    private MigrationOption migrationOption;

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description =
                    "only what differs in this table: an entity's, a junction, a child table, or one of Tidegate's"
                            + " own such as tidegate.unmapped")
    private String table;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description =
                    "only this document, with its children and the edges that it holds: an ObjectId, a row's UUID, or another"
                            + " _id as dead letters show it. Nothing else is compared")
    private String id;

    @Option(names = "--dry-run", description = "say what differs and what would be done, and do nothing")
    private boolean dryRun;

    @Mixin
    private RereadOptions rereading;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Migration migration = migrationOption.read();
        PrintWriter out = spec.commandLine().getOut();
        RepairScope scope = new RepairScope(Optional.ofNullable(table), Optional.ofNullable(id));
        scope.check(migration);
        Optional<Confirmation> confirmation = dryRun ? Optional.empty() : Optional.of(rereading.confirmation(out));
        Addresses addresses = Reachability.required(migration, SERVERS);
        try (KafkaPipeline pipeline = new KafkaPipeline(migration, addresses, MongoSourceServer::open);
                Rereads rereads = new Rereads(migration, addresses, pipeline, rereading.patience())) {
            ValidatorConfig config = config(migration, addresses);
            return Target.with(addresses, target -> {
                try (Repair repair = new Repair(config, pipeline, rereads, target, rereading.patience())) {
                    return repair(repair, scope, confirmation, out);
                }
            });
        }
    }

    /** @param confirmation empty: nothing is to be done */
    private int repair(Repair repair, RepairScope scope, Optional<Confirmation> confirmation, PrintWriter out)
            throws SQLException {
        RepairReport report = new RepairReport(out);
        RepairFindings found = find(repair, scope);
        if (found.differences().isEmpty()) {
            out.println("nothing differs that a repair could settle");
            report.others(found);
            return found.others().isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENCES;
        }
        report.found(found);
        RepairPlan plan = repair.plan(found);
        report.plan(plan);
        if (confirmation.isEmpty()) {
            out.println("a dry run: nothing was done");
            return ExitCode.DIFFERENCES;
        }
        if (!confirmation.get().isGiven(question(plan))) {
            out.println("nothing was done");
            return ExitCode.DIFFERENCES;
        }
        RepairOutcome outcome = repair.carryOut(found, plan);
        report.outcome(outcome);
        return outcome.allAgrees() ? ExitCode.DONE : ExitCode.DIFFERENCES;
    }

    private RepairFindings find(Repair repair, RepairScope scope) throws SQLException {
        try (ValidationPicture picture =
                new ValidationPicture(spec.commandLine().getOut(), ProgressOutput.isTerminal(), Clock.systemUTC())) {
            return repair.find(scope, picture);
        }
    }

    private static String question(RepairPlan plan) {
        return String.format(
                "Have %,d documents re-read through the pipeline, and delete %,d rows?",
                plan.requests().size(), plan.rowCount());
    }

    private ValidatorConfig config(Migration migration, Addresses addresses) {
        String postgres = TargetConnection.jdbcUrl(PostgresAddress.parse(addresses.postgres()));
        Limits defaults = Limits.DEFAULTS;
        Limits limits = new Limits(MOST_DIFFERENCES, defaults.parallelism(), rereading.patience(), 0);
        return new ValidatorConfig(migration, addresses.mongodb(), postgres, limits, Optional.empty());
    }
}
