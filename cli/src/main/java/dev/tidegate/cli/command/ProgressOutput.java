package dev.tidegate.cli.command;

import dev.tidegate.cli.progress.PlainProgress;
import dev.tidegate.cli.progress.Progress;
import dev.tidegate.cli.progress.TerminalProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;

/** A picture that moves on a terminal, plain lines elsewhere: the launcher knows which. */
final class ProgressOutput {
    private static final String TERMINAL = "TIDEGATE_TERMINAL";
    private static final Duration PLAIN_EVERY = Duration.ofSeconds(5);

    private ProgressOutput() {}

    static boolean isTerminal() {
        return System.getenv(TERMINAL) != null;
    }

    static Progress choose(PrintWriter out, Map<String, String> environment) {
        String size = environment.get(TERMINAL);
        return size == null ? new PlainProgress(out, PLAIN_EVERY) : new TerminalProgress(out, size);
    }
}
