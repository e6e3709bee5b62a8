package dev.tidegate.cli.progress;

import dev.tidegate.cli.terminal.Terminal;
import dev.tidegate.cli.terminal.WrappedOutput;
import dev.tidegate.mapping.declaration.TableKind;
import dev.tidegate.operate.status.MigrationStatus;
import dev.tidegate.operate.status.MigrationStatus.TableStatus;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A picture that moves: one line for the whole, one for each stage, one for each table that fits the screen. */
public final class TerminalProgress implements Progress {
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final PrintWriter out;
    private final int lines;
    private final int columns;
    private final boolean holdsErrors;
    private final TableEnds tableEnds = new TableEnds();
    private final Rates rates = new Rates();
    private final Map<String, Long> lastRows = new HashMap<>();
    private final Map<String, Integer> stillFor = new HashMap<>();
    private HeldErrorOutput held;
    private int drawn;

    public TerminalProgress(PrintWriter out, Terminal terminal) {
        this.out = out;
        this.holdsErrors = terminal.takesErrors();
        this.lines = terminal.lines();
        this.columns = terminal.columns();
    }

    @Override
    public void show(MigrationStatus status) {
        rates.add(status);
        if (held == null && holdsErrors) {
            held = new HeldErrorOutput();
        }
        List<String> picture = new ArrayList<>(heading(status));
        int room = lines - picture.size() - 2;
        List<TableStatus> tables = mostTelling(status.tables(), room);
        tables.forEach(table -> picture.add(line(table)));
        int hidden = status.tables().size() - tables.size();
        if (hidden > 0) {
            picture.add("  … and " + hidden + " more tables ('tidegate status' lists all)");
        }
        List<String> above = held == null ? new ArrayList<>() : new ArrayList<>(held.take());
        above.addAll(tableEnds.lines(status));
        draw(above, picture);
    }

    @Override
    public void end() {
        drawn = 0;
        out.flush();
        if (held != null) {
            held.close();
            held = null;
        }
    }

    private List<String> heading(MigrationStatus status) {
        List<String> heading = new ArrayList<>();
        heading.add(String.format(
                Locale.ROOT,
                "%s  %s  %5.1f%%  %s  eta %s%s",
                status.migration(),
                Format.bar(status.percent()),
                status.percent(),
                status.phase().name().toLowerCase(Locale.ROOT),
                rates.timeLeft(status),
                status.drained() ? "  drained" : ""));
        heading.add(String.format(
                Locale.ROOT,
                "%,d rows  %,d rows/s  dead letters %,d%s",
                status.rows(),
                rates.rowsPerSecond(),
                status.deadLetters().total(),
                Format.counts(status.deadLetters().byReason())));
        heading.add("lag  " + Format.lags(status, "   ") + "   (events/age)");
        status.warnings().forEach(warning -> heading.addAll(WrappedOutput.lines("! " + warning, columns)));
        return heading;
    }

    /** Tables at work first, then those with most left, then the largest. */
    private List<TableStatus> mostTelling(List<TableStatus> tables, int room) {
        tables.forEach(this::noteMovement);
        return tables.stream()
                .sorted(Comparator.comparing((TableStatus table) -> stillFor.get(table.table()) > 3)
                        .thenComparingLong(table -> -table.rows()))
                .limit(Math.max(1, room))
                .sorted(Comparator.comparingInt(tables::indexOf))
                .toList();
    }

    private void noteMovement(TableStatus table) {
        Long before = lastRows.put(table.table(), table.rows());
        boolean still = before != null && before == table.rows();
        stillFor.merge(table.table(), still ? 1 : 0, (old, one) -> one == 0 ? 0 : old + 1);
    }

    private String line(TableStatus table) {
        boolean atWork = stillFor.get(table.table()) <= 1 && table.rows() > 0;
        String percent = table.kind() == TableKind.ENTITY
                ? String.format(Locale.ROOT, "%5.1f%%", table.percent())
                : " ".repeat(6);
        return String.format(
                Locale.ROOT,
                "%s %-28s %s %,12d rows%s%s",
                atWork ? "▸" : table.done() ? "✓" : " ",
                table.table(),
                percent,
                table.rows(),
                table.documents()
                        .map(all -> String.format(Locale.ROOT, " of %,d", all))
                        .orElse(""),
                table.deadLetters() > 0 ? String.format(Locale.ROOT, "  %,d dead", table.deadLetters()) : "");
    }

    /** @param above lines that stay and scroll away as others do */
    private void draw(List<String> above, List<String> picture) {
        StringBuilder frame = new StringBuilder();
        if (drawn > 0) {
            frame.append("\u001b[").append(drawn).append('F');
        }
        above.stream()
                .flatMap(line -> WrappedOutput.lines(line, columns).stream())
                .forEach(line -> frame.append(line).append(CLEAR_LINE).append('\n'));
        for (String line : picture) {
            frame.append(line.length() > columns ? line.substring(0, columns - 1) + "…" : line)
                    .append(CLEAR_LINE)
                    .append('\n');
        }
        out.print(frame.append(CLEAR_BELOW));
        out.flush();
        drawn = picture.size();
    }
}
