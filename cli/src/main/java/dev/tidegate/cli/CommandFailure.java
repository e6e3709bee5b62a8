package dev.tidegate.cli;

/** A command cannot go on. The message is for people: what failed, on which object, what to do. */
public final class CommandFailure extends RuntimeException {
    private final int exitCode;

    private CommandFailure(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, message, null);
    }

    public static CommandFailure couldNotRun(String message, Throwable cause) {
        return new CommandFailure(ExitCode.COULD_NOT_RUN, message, cause);
    }

    public int exitCode() {
        return exitCode;
    }
}
