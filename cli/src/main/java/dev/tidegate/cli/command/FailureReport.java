package dev.tidegate.cli.command;

import dev.tidegate.operate.failure.InvalidRequestException;
import dev.tidegate.operate.failure.OperationFailedException;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells a person why a command failed, and chooses its exit code; the stack goes to the log at DEBUG. */
public final class FailureReport implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine commandLine, ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        LoggerFactory.getLogger(FailureReport.class).debug("the command failed", failure);
        if (failure instanceof InvalidRequestException || failure instanceof OperationFailedException) {
            err.println("tidegate: " + failure.getMessage());
            return failure instanceof InvalidRequestException ? ExitCode.USAGE : ExitCode.COULD_NOT_RUN;
        }
        err.println("tidegate: " + describe(failure));
        err.println("TIDEGATE_LOG_LEVEL=DEBUG shows where it happened.");
        return ExitCode.COULD_NOT_RUN;
    }

    /** The messages of a failure and its causes, each once. */
    private static String describe(Throwable failure) {
        Set<String> messages = new LinkedHashSet<>();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            messages.add(each.getMessage() == null ? each.getClass().getSimpleName() : each.getMessage());
        }
        return String.join("\n  because: ", messages);
    }
}
