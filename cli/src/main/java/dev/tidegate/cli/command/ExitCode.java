package dev.tidegate.cli.command;

/** What a command's exit code says, the same for all commands. */
public final class ExitCode {
    public static final int DONE = 0;
    public static final int DIFFERENCES = 1;
    public static final int USAGE = 2;
    public static final int COULD_NOT_RUN = 3;

    static final String LIST_HEADING = "%nExit codes:%n";
    static final String LISTED_USAGE = "2:usage, or a broken migration file";
    static final String LISTED_COULD_NOT_RUN = "3:could not run";

    private ExitCode() {}
}
