package dev.tidegate.cli;

import dev.tidegate.cli.command.CheckCommand;
import dev.tidegate.cli.command.DemoCommand;
import dev.tidegate.cli.command.ErrorsCommand;
import dev.tidegate.cli.command.ExplainCommand;
import dev.tidegate.cli.command.FailureReport;
import dev.tidegate.cli.command.PlanCommand;
import dev.tidegate.cli.command.ReferencesCommand;
import dev.tidegate.cli.command.RepairCommand;
import dev.tidegate.cli.command.RunCommand;
import dev.tidegate.cli.command.ServicesCommand;
import dev.tidegate.cli.command.StatusCommand;
import dev.tidegate.cli.command.ValidateCommand;
import dev.tidegate.cli.command.VerifyCommand;
import dev.tidegate.cli.run.Termination;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code tidegate} command. */
@Command(
        name = "tidegate",
        description = "Moves a live application from MongoDB to PostgreSQL without stopping it.",
        mixinStandardHelpOptions = true,
        version = "tidegate 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            ServicesCommand.class,
            PlanCommand.class,
            CheckCommand.class,
            RunCommand.class,
            StatusCommand.class,
            ValidateCommand.class,
            ErrorsCommand.class,
            RepairCommand.class,
            ReferencesCommand.class,
            VerifyCommand.class,
            ExplainCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:differences or blocking findings",
            "2:usage, or a broken migration file",
            "3:could not run"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tidegate demo                                  NextCRM from MongoDB to PostgreSQL, with writers at work",
            "  tidegate plan -f migrations/nextcrm/migration.yaml      what would be created, no server needed",
            "  tidegate check -f migrations/nextcrm/migration.yaml     what a start would stumble over, changes nothing",
            "  tidegate run -f migrations/nextcrm/migration.yaml       snapshot, then live, until Ctrl-C",
            "  tidegate status -f migrations/nextcrm/migration.yaml --watch",
            "  tidegate validate -f migrations/nextcrm/migration.yaml --full   is PostgreSQL what MongoDB says? safe to switch?",
            "  tidegate errors list -f migrations/nextcrm/migration.yaml",
            "  tidegate repair -f migrations/nextcrm/migration.yaml",
            "  tidegate references -f migrations/nextcrm/migration.yaml         what keeps constraints from being sealed",
            "  tidegate verify --follow -f migrations/nextcrm/migration.yaml   every change is compared as it passes"
        })
public final class Tidegate implements Runnable {
    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        Termination.endProcess(run(args, utf8(System.out), utf8(System.err)));
    }

    /** Runs one command in this process. Returns its exit code. */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return new CommandLine(new Tidegate())
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(new FailureReport())
                .execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? See 'tidegate --help'.");
    }

    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }
}
