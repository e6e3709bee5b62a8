package dev.tidegate.cli.command;

import dev.tidegate.operate.failure.InvalidRequestException;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How a command that has documents re-read asks and waits. */
final class RereadOptions {
    @Option(
            names = {"-y", "--yes"},
            description = "do it without asking")
    private boolean yes;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = Seconds.class,
            description =
                    "how long a stage may stand still before this gives up (${DEFAULT-VALUE}); what was sent by then"
                            + " is carried out all the same")
    private Duration patience;

    /** @throws InvalidRequestException where nobody can be asked */
    Confirmation confirmation(PrintWriter questions) {
        Confirmation confirmation = Confirmation.of(yes, questions);
        confirmation.requireSomebody();
        return confirmation;
    }

    Duration patience() {
        return patience;
    }
}
