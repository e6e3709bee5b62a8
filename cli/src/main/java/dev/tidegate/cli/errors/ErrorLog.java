package dev.tidegate.cli.errors;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.errors.DeadLetter;
import dev.tidegate.operate.errors.DeadLetterFilter;
import dev.tidegate.operate.errors.DeadLetterTable;
import dev.tidegate.operate.errors.ErrorTables;
import dev.tidegate.operate.errors.LoggedDocuments;
import dev.tidegate.operate.errors.Remedy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * {@code migration-errors.log}: an entry for each document that could not be carried, then the totals and the ids. It is
 * written page by page, however many there are.
 */
public record ErrorLog(Migration migration, DeadLetterTable table, LoggedDocuments documents) {
    private static final int PAGE = 200;

    /** @return how many there are */
    public long write(Path log, DeadLetterFilter filter) throws SQLException {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(documents.created(log)))) {
            long total = entries(out, filter);
            out.printf("total: %d%n", total);
            for (DeadLetterTable.Count count : table.counts(filter)) {
                out.printf("  %s: %d %s%n", name(count.collection()), count.letters(), count.reason());
            }
            out.println("failed ids:");
            ids(out, filter);
            if (out.checkError()) {
                throw new IOException("not all of it could be written");
            }
            return total;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the list of failed documents to " + log, e);
        }
    }

    private long entries(PrintWriter out, DeadLetterFilter filter) throws SQLException {
        long total = 0;
        Optional<DeadLetter> last = Optional.empty();
        var page = table.page(filter, last, PAGE);
        while (!page.isEmpty()) {
            var shown = documents.of(page);
            page.forEach(letter -> entry(out, letter, shown.of(letter)));
            total += page.size();
            last = Optional.of(page.get(page.size() - 1));
            page = table.page(filter, last, PAGE);
        }
        return total;
    }

    private void ids(PrintWriter out, DeadLetterFilter filter) throws SQLException {
        String[] collection = {null};
        table.each(filter, PAGE, letter -> {
            if (!letter.collection().equals(collection[0])) {
                collection[0] = letter.collection();
                out.printf("  %s:%n", name(letter.collection()));
            }
            out.printf("    %s%n", letter.documentId());
        });
    }

    private void entry(PrintWriter out, DeadLetter letter, String document) {
        out.printf("time: %s%n", DateTimeFormatter.ISO_INSTANT.format(letter.lastSeen()));
        out.printf("table: %s (collection %s)%n", name(letter.collection()), letter.collection());
        out.printf("id: %s%n", letter.documentId());
        out.printf("error: %s%n", error(letter));
        out.printf(
                "stack: none, the data was refused and no code failed: stage %s at %s%n",
                letter.stage(), letter.record().orElse("an unknown place"));
        out.printf("in the tables: %s%n", letter.inTheTables());
        out.printf("what to do: %s; its next version takes the place of this entry%n", Remedy.of(migration, letter));
        out.printf("document: %s; to read it: %s%n", document, Remedy.mongoshCommand(migration, letter));
        out.println("---");
    }

    static String error(DeadLetter letter) {
        return letter.reason() + letter.field().map(field -> " in " + field).orElse("")
                + letter.sqlstate().map(state -> " (SQLSTATE " + state + ")").orElse("")
                + ": " + letter.message();
    }

    private String name(String collection) {
        return ErrorTables.table(migration, collection);
    }
}
