package dev.tidegate.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Documents that could not be carried. */
@Command(
        name = "errors",
        mixinStandardHelpOptions = true,
        description =
                "The dead letters: documents that could not be carried, why, and what to do. docs/errors.md says more.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ErrorsListCommand.class,
            ErrorsShowCommand.class,
            ErrorsReplayCommand.class,
            ErrorsExportCommand.class
        },
        exitCodeListHeading = ExitCode.LIST_HEADING,
        exitCodeList = {
            "0:done",
            "1:replay: some are dead letters still; show: there is no dead letter of this id",
            ExitCode.LISTED_USAGE,
            ExitCode.LISTED_COULD_NOT_RUN
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tidegate errors list -f migration.yaml --reason required-absent",
            "  tidegate errors show -f migration.yaml 650000000000000000000001",
            "  tidegate errors replay -f migration.yaml --table Users",
            "  tidegate errors export -f migration.yaml migration-errors.log"
        })
public final class ErrorsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which of list, show, replay, export?");
    }
}
