package dev.tidegate.cli.errors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.errors.DeadLetter;
import dev.tidegate.operate.errors.DeadLetterFilter;
import dev.tidegate.operate.errors.DeadLetterTable;
import dev.tidegate.operate.errors.DeadLetterTable.Count;
import dev.tidegate.operate.errors.ErrorTables;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Optional;

/** Dead letters for scripts: one object, written as it is read. What a letter does not have is null. */
public record ErrorJson(Migration migration, DeadLetterTable table, PrintWriter out) {
    private static final int PAGE = 500;

    public void list(DeadLetterFilter filter) throws SQLException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeArrayFieldStart("counts");
            for (Count count : table.counts(filter)) {
                json.writeStartObject();
                json.writeStringField("table", ErrorTables.table(migration, count.collection()));
                json.writeStringField("collection", count.collection());
                json.writeStringField("reason", count.reason());
                json.writeNumberField("letters", count.letters());
                json.writeNumberField("stale", count.stale());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("letters");
            table.each(filter, PAGE, letter -> write(json, letter));
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write JSON", e);
        }
        out.println();
    }

    private void write(JsonGenerator json, DeadLetter letter) {
        try {
            json.writeStartObject();
            json.writeStringField("table", ErrorTables.table(migration, letter.collection()));
            json.writeStringField("collection", letter.collection());
            json.writeStringField("id", letter.documentId());
            json.writeStringField("stage", letter.stage());
            json.writeStringField("reason", letter.reason());
            write(json, "field", letter.field());
            write(json, "sqlstate", letter.sqlstate());
            json.writeStringField("message", letter.message());
            write(json, "record", letter.record());
            json.writeBooleanField("stale", letter.stale());
            json.writeStringField("firstSeen", letter.firstSeen().toString());
            json.writeStringField("lastSeen", letter.lastSeen().toString());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write JSON", e);
        }
    }

    private static void write(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        } else {
            json.writeNullField(name);
        }
    }
}
