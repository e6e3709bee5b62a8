package dev.tidegate.cli.verify;

import static dev.tidegate.cli.terminal.WrappedOutput.CLEAR_LINE;

import dev.tidegate.operate.verify.FollowStatus;
import dev.tidegate.operate.verify.OpenMismatch;
import dev.tidegate.validator.difference.Difference;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Lines for people; on a terminal the last one moves. */
public final class VerifyText implements VerifyOutput {

    private final PrintWriter out;
    private final boolean isTerminal;
    private final Duration every;
    private Instant printed = Instant.MIN;
    private FollowStatus last;
    private double changesPerSecond;

    /** @param every between two lines where there is no terminal */
    public VerifyText(PrintWriter out, boolean isTerminal, Duration every) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.every = every;
    }

    @Override
    public void status(FollowStatus status) {
        if (last != null && status.at().isAfter(last.at())) {
            double seconds = Duration.between(last.at(), status.at()).toMillis() / 1000.0;
            changesPerSecond = 0.7 * changesPerSecond + 0.3 * Math.max(0, status.changes() - last.changes()) / seconds;
        }
        last = status;
        if (isTerminal) {
            out.print(CLEAR_LINE + movingLine(status));
            out.flush();
        } else if (printed.equals(Instant.MIN) || !status.at().isBefore(printed.plus(every))) {
            printed = status.at();
            print(line(status));
        }
    }

    /** The same within 80 columns. */
    private String movingLine(FollowStatus status) {
        String at = status.pass()
                .map(each -> String.format(
                        Locale.ROOT, "pass over %s: %,d of %,d", each.collection(), each.documents(), each.estimated()))
                .or(() -> status.verifiedThrough()
                        .map(time -> String.format(
                                Locale.ROOT,
                                "verified through %s (%,.1f s behind)",
                                time.truncatedTo(ChronoUnit.SECONDS).toString().substring(11),
                                status.lag().orElse(Duration.ZERO).toMillis() / 1000.0)))
                .orElse("first full pass");
        return String.format(
                Locale.ROOT,
                "%s%,d mismatches, %,d pending, %,.0f/s, %s",
                status.source().isStopped() ? "SOURCE HAS STOPPED, " : "",
                status.openMismatches(),
                status.rechecksPending(),
                changesPerSecond,
                at);
    }

    private String line(FollowStatus status) {
        String through = status.verifiedThrough()
                .map(time -> String.format(
                        Locale.ROOT,
                        "verified through %s (%,.1f s behind)",
                        time,
                        status.lag().orElse(Duration.ZERO).toMillis() / 1000.0))
                .orElse("first full pass, nothing is verified yet");
        String pass = status.pass()
                .map(each -> String.format(
                        Locale.ROOT,
                        ", pass over %s %,d of %,d",
                        each.collection(),
                        each.documents(),
                        each.estimated()))
                .orElse("");
        return String.format(
                Locale.ROOT,
                "%s, %,d mismatches open, %,d rechecks pending, %,.0f changes/s%s%s",
                through,
                status.openMismatches(),
                status.rechecksPending(),
                changesPerSecond,
                pass,
                status.source().isStopped() ? ", THE SOURCE HAS STOPPED" : "");
    }

    @Override
    public void opened(OpenMismatch mismatch) {
        mismatch.differences().forEach(difference -> print("MISMATCH " + describe(difference)));
    }

    @Override
    public void closed(OpenMismatch mismatch) {
        mismatch.differences().forEach(difference -> print("agrees again: " + describe(difference)));
    }

    /** Table, id, field and kinds; never values. */
    static String describe(Difference difference) {
        StringBuilder text = new StringBuilder(difference.table()).append(' ').append(difference.id());
        difference.column().ifPresent(column -> text.append(" column ").append(column));
        difference
                .field()
                .ifPresent(field -> text.append(" (field ").append(field).append(')'));
        text.append(": ")
                .append(difference.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        text.append(", document: ").append(difference.document());
        text.append(", row: ").append(difference.row());
        if (!difference.detail().isEmpty()) {
            text.append(", ").append(difference.detail());
        }
        return text.toString();
    }

    @Override
    public void notice(String message) {
        print("! " + message);
    }

    private void print(String line) {
        out.println(isTerminal ? CLEAR_LINE + line : line);
        out.flush();
    }

    @Override
    public void end() {
        if (last != null) {
            print(line(last));
        }
    }
}
