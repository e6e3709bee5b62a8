package dev.tidegate.cli;

import dev.tidegate.cli.command.CheckCommand;
import dev.tidegate.cli.command.DemoCommand;
import dev.tidegate.cli.command.ErrorsCommand;
import dev.tidegate.cli.command.ExplainCommand;
import dev.tidegate.cli.command.FailureReport;
import dev.tidegate.cli.command.InitCommand;
import dev.tidegate.cli.command.PlanCommand;
import dev.tidegate.cli.command.ReferencesCommand;
import dev.tidegate.cli.command.RepairCommand;
import dev.tidegate.cli.command.RunCommand;
import dev.tidegate.cli.command.ServicesCommand;
import dev.tidegate.cli.command.StatusCommand;
import dev.tidegate.cli.command.ValidateCommand;
import dev.tidegate.cli.command.VerifyCommand;
import dev.tidegate.cli.run.Termination;
import dev.tidegate.cli.terminal.Terminal;
import dev.tidegate.cli.terminal.WrappedOutput;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
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
            InitCommand.class,
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
            "  tidegate init --database shop                  a migration file for a database of your own",
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
    private static final List<String> COPIED = List.of("plan", "services");

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        Optional<Terminal> terminal = Terminal.of(System.getenv()).filter(each -> isForPeople(args));
        PrintWriter out = writer(utf8(System.out), terminal);
        PrintWriter err = writer(utf8(System.err), terminal.filter(Terminal::takesErrors));
        Termination.endProcess(run(args, out, err));
    }

    /** Runs one command in this process. Returns its exit code. */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return run(args, writer(out, Optional.empty()), writer(err, Optional.empty()));
    }

    /** What is JSON, SQL or shell is for copying, and is not broken into lines. */
    private static boolean isForPeople(String[] args) {
        List<String> words = List.of(args);
        return words.isEmpty() || !(words.contains("--json") || COPIED.contains(words.get(0)));
    }

    private static PrintWriter writer(PrintStream stream, Optional<Terminal> terminal) {
        Writer writer = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
        return new PrintWriter(
                terminal.<Writer>map(each -> new WrappedOutput(writer, each.columns()))
                        .orElse(writer),
                true);
    }

    private static int run(String[] args, PrintWriter out, PrintWriter err) {
        return new CommandLine(new Tidegate())
                .setOut(out)
                .setErr(err)
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
