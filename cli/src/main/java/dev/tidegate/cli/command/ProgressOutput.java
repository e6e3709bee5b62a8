package dev.tidegate.cli.command;

import dev.tidegate.cli.progress.PlainProgress;
import dev.tidegate.cli.progress.Progress;
import dev.tidegate.cli.progress.TerminalProgress;
import dev.tidegate.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;

/** A picture that moves on a terminal, plain lines elsewhere: the launcher knows which. */
final class ProgressOutput {
    private static final Duration PLAIN_EVERY = Duration.ofSeconds(5);

    private ProgressOutput() {}

    static boolean isTerminal() {
        return Terminal.of(System.getenv()).isPresent();
    }

    static boolean takesErrors() {
        return Terminal.of(System.getenv()).filter(Terminal::takesErrors).isPresent();
    }

    static Progress choose(PrintWriter out, Map<String, String> environment) {
        return Terminal.of(environment)
                .<Progress>map(terminal -> new TerminalProgress(out, terminal))
                .orElseGet(() -> new PlainProgress(out, PLAIN_EVERY));
    }
}
