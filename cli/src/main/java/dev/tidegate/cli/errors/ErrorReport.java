package dev.tidegate.cli.errors;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.errors.DeadLetter;
import dev.tidegate.operate.errors.DeadLetterFilter;
import dev.tidegate.operate.errors.DeadLetterTable;
import dev.tidegate.operate.errors.DeadLetterTable.Count;
import dev.tidegate.operate.errors.ErrorTables;
import dev.tidegate.operate.errors.Remedy;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** Dead letters for people. */
public record ErrorReport(Migration migration, DeadLetterTable table, PrintWriter out) {
    private static final int PAGE = 500;
    private static final int IDS_SHOWN = 3;

    /** @param limit how many letters are listed; all are counted */
    public void list(DeadLetterFilter filter, int limit) throws SQLException {
        List<Count> counts = table.counts(filter);
        long total = counts.stream().mapToLong(Count::letters).sum();
        if (total == 0) {
            out.println("no dead letters");
            return;
        }
        printCounts(counts);
        int left = limit;
        Optional<DeadLetter> last = Optional.empty();
        while (left > 0) {
            List<DeadLetter> page = table.page(filter, last, Math.min(PAGE, left));
            page.forEach(this::line);
            left = page.isEmpty() ? 0 : left - page.size();
            last = page.isEmpty() ? last : Optional.of(page.get(page.size() - 1));
        }
        if (total > limit) {
            out.printf(
                    "… and %,d more: --limit shows more of them, 'tidegate errors export' writes all%n", total - limit);
        }
    }

    /** By table and reason, with the first ids of each table. */
    public void summary() throws SQLException {
        List<Count> counts = table.counts(DeadLetterFilter.ALL);
        for (String collection :
                counts.stream().map(Count::collection).distinct().toList()) {
            List<Count> own = counts.stream()
                    .filter(count -> count.collection().equals(collection))
                    .toList();
            long letters = own.stream().mapToLong(Count::letters).sum();
            String reasons = String.join(
                    ", ",
                    own.stream()
                            .map(count -> String.format("%s %,d", count.reason(), count.letters()))
                            .toList());
            var filter = new DeadLetterFilter(Optional.of(List.of(collection)), Optional.empty(), Optional.empty());
            List<String> ids = table.page(filter, Optional.empty(), IDS_SHOWN).stream()
                    .map(DeadLetter::documentId)
                    .toList();
            out.printf("  %s: %,d (%s)%n", ErrorTables.table(migration, collection), letters, reasons);
            out.printf("    %s%s%n", String.join(" ", ids), letters > ids.size() ? " …" : "");
        }
    }

    private void printCounts(List<Count> counts) {
        for (Count count : counts) {
            out.printf(
                    "%s: %,d %s%s%n",
                    ErrorTables.table(migration, count.collection()),
                    count.letters(),
                    count.reason(),
                    count.stale() == 0 ? "" : String.format(" (%,d stale)", count.stale()));
        }
        out.println();
    }

    private void line(DeadLetter letter) {
        out.printf(
                "%s  %s  %s%s%s  %s%n",
                ErrorTables.table(migration, letter.collection()),
                letter.documentId(),
                letter.reason(),
                letter.field().map(field -> " in " + field).orElse(""),
                letter.stale() ? ", stale" : "",
                DateTimeFormatter.ISO_INSTANT.format(letter.lastSeen()));
    }

    /** One in full. */
    public void show(DeadLetter letter) {
        row("table", ErrorTables.table(migration, letter.collection()) + " (collection " + letter.collection() + ")");
        row("id", letter.documentId());
        row("stage", letter.stage());
        row("reason", letter.reason());
        letter.field().ifPresent(field -> row("field", field));
        letter.sqlstate().ifPresent(state -> row("SQLSTATE", state));
        row("message", letter.message());
        letter.record().ifPresent(record -> row("record", record + " (topic-partition@offset)"));
        row("in the tables", letter.inTheTables());
        row("first seen", DateTimeFormatter.ISO_INSTANT.format(letter.firstSeen()));
        row("last seen", DateTimeFormatter.ISO_INSTANT.format(letter.lastSeen()));
        row("what to do", Remedy.of(migration, letter) + ". A good version is taken by itself");
        row("read it", Remedy.mongoshCommand(migration, letter));
    }

    private void row(String name, String value) {
        out.printf("%-14s %s%n", name, value);
    }
}
