package dev.tidegate.cli.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The documents that could not be carried, as they stand in {@code tidegate.dead_letter}: for the summary of a run and
 * for {@code migration-errors.log}. Documents themselves are left out: they hold tokens and passwords; each entry says how
 * to look at its document in MongoDB.
 */
public record DeadLetterList(List<Entry> entries) {
    private static final int IDS_SHOWN = 20;

    public record Entry(
            Instant lastSeen,
            String collection,
            String documentId,
            String stage,
            String reason,
            Optional<String> field,
            Optional<String> sqlstate,
            String message,
            boolean stale) {}

    public static DeadLetterList read(Connection connection) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT last_seen, collection, document_id, stage, reason, field,"
                                + " sqlstate, message, stale FROM tidegate.dead_letter ORDER BY collection, document_id")) {
            while (row.next()) {
                entries.add(new Entry(
                        row.getTimestamp(1).toInstant(),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        Optional.ofNullable(row.getString(6)),
                        Optional.ofNullable(row.getString(7)),
                        row.getString(8),
                        row.getBoolean(9)));
            }
        }
        return new DeadLetterList(entries);
    }

    /** Errors by collection with the ids that failed; long lists are cut, the log has all. */
    public void printSummary(PrintWriter out) {
        byCollection().forEach((collection, failed) -> {
            String ids = failed.stream().limit(IDS_SHOWN).map(Entry::documentId).collect(Collectors.joining(" "));
            out.printf("  %s: %d  %s%n", collection, failed.size(), byReason(failed));
            out.printf("    %s%s%n", ids, failed.size() > IDS_SHOWN ? " …" : "");
        });
    }

    /** Writes one entry for each dead letter, then the totals and the list of ids. */
    public void write(Path log) {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(log))) {
            entries.forEach(entry -> write(entry, out));
            out.printf("total: %d%n", entries.size());
            byCollection().forEach((collection, failed) -> {
                out.printf("%s: %d%n", collection, failed.size());
                failed.forEach(entry -> out.printf("  %s%n", entry.documentId()));
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + log, e);
        }
    }

    private static void write(Entry entry, PrintWriter out) {
        out.printf("time: %s%n", entry.lastSeen());
        out.printf("collection: %s%n", entry.collection());
        out.printf("id: %s%n", entry.documentId());
        out.printf(
                "error: %s%s%s%n",
                entry.reason(),
                entry.field().map(field -> " in " + field).orElse(""),
                entry.sqlstate().map(state -> " (SQLSTATE " + state + ")").orElse(""));
        out.printf("message: %s%n", entry.message());
        out.printf("stage: %s%s%n", entry.stage(), entry.stale() ? "; an older good version is in the tables" : "");
        out.printf(
                "document: not written here, it may hold secrets; look with db.getCollection(%s).find({_id: …})%n",
                quoted(entry.collection()));
        out.println("---");
    }

    private Map<String, List<Entry>> byCollection() {
        return entries.stream().collect(Collectors.groupingBy(Entry::collection, TreeMap::new, Collectors.toList()));
    }

    private static Map<String, Long> byReason(List<Entry> failed) {
        return failed.stream().collect(Collectors.groupingBy(Entry::reason, TreeMap::new, Collectors.counting()));
    }

    private static String quoted(String name) {
        return "'" + name.replace("'", "\\'") + "'";
    }
}
