package dev.tidegate.cli.run;

import dev.tidegate.cli.run.DeadLetterList.Entry;
import dev.tidegate.mapping.declaration.Migration;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * {@code migration-errors.log}: an entry for each document that could not be carried, then the totals. The documents
 * themselves are left out, since they hold tokens and passwords; each entry says how to look at its own.
 */
record ErrorLog(Migration migration, DeadLetterList list) {
    private static final Pattern OBJECT_ID = Pattern.compile("[0-9a-f]{24}");

    void write(Path log) {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(log))) {
            list.entries().forEach(entry -> write(entry, out));
            out.printf("total: %d%n", list.entries().size());
            list.byCollection()
                    .forEach((collection, failed) -> out.printf("  %s: %d%n", table(collection), failed.size()));
            out.println("failed ids:");
            list.byCollection().forEach((collection, failed) -> {
                out.printf("  %s:%n", table(collection));
                failed.forEach(entry -> out.printf("    %s%n", entry.documentId()));
            });
            if (out.checkError()) {
                throw new IOException("not all of it could be written");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the list of failed documents to " + log, e);
        }
    }

    private void write(Entry entry, PrintWriter out) {
        out.printf("time: %s%n", DateTimeFormatter.ISO_INSTANT.format(entry.lastSeen()));
        out.printf("table: %s (collection %s)%n", table(entry.collection()), entry.collection());
        out.printf("id: %s%n", entry.documentId());
        out.printf(
                "error: %s%s%s: %s%n",
                entry.reason(),
                entry.field().map(field -> " in " + field).orElse(""),
                entry.sqlstate().map(state -> " (SQLSTATE " + state + ")").orElse(""),
                entry.message());
        out.printf(
                "stack: none, the data was refused and no code failed: stage %s at %s%n",
                entry.stage(), entry.record());
        out.printf(
                "state: %s%n",
                entry.stale() ? "an older good version is still in the tables" : "nothing of it is in the tables");
        out.println("what to do: correct the document in MongoDB, its next version takes the place of this entry; where"
                + " many fail alike, give the field a default, a map or a policy in the migration file");
        out.printf("document: left out on purpose, it may hold secrets; %s%n", lookUp(entry));
        out.println("---");
    }

    private String table(String collection) {
        return migration.collection(collection).table();
    }

    /** What to type in mongosh. */
    private String lookUp(Entry entry) {
        String id = OBJECT_ID.matcher(entry.documentId()).matches()
                ? "ObjectId(" + quoted(entry.documentId()) + ")"
                : "EJSON.parse(" + quoted(entry.documentId()) + ")";
        return "db.getSiblingDB(" + quoted(migration.source().database()) + ").getCollection("
                + quoted(entry.collection()) + ").findOne({_id: " + id + "})";
    }

    private static String quoted(String name) {
        return "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
