package dev.tidegate.sink.refused;

import dev.tidegate.events.row.RowHeaders.Origin;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.sink.connect.ServerMessage;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A row that PostgreSQL does not take, or does not let go.
 *
 * @param key of the row, as text
 * @param stale an older version of the row is still in the table
 */
public record RefusedRow(
        Table table, ConsumerRecord<byte[], byte[]> record, List<String> key, ServerMessage error, boolean stale) {
    private static final int LONGEST_PART = 60;
    private static final char REPLACEMENT = '\uFFFD';

    /** PostgreSQL holds no U+0000: a key may have been refused for one. */
    public RefusedRow {
        key = key.stream().map(part -> part.replace('\0', REPLACEMENT)).toList();
    }

    Origin document() {
        return Documents.of(record);
    }

    boolean isDelete() {
        return record.value() == null;
    }

    /** As people write it: Tidegate's own tables with their schema. */
    String tableName() {
        return table.displayName();
    }

    /** Which row, and why; the key is all that it shows of the document. */
    String text() {
        String parts = key.stream().map(RefusedRow::shortened).collect(Collectors.joining(", "));
        return "table " + tableName() + ", row (" + parts + ")" + (isDelete() ? ", to be deleted: " : ": ")
                + error.text() + (stale ? ", an older version of it is in the table" : "");
    }

    private static String shortened(String part) {
        if (part.length() <= LONGEST_PART) {
            return part;
        }
        int end = Character.isHighSurrogate(part.charAt(LONGEST_PART - 1)) ? LONGEST_PART - 1 : LONGEST_PART;
        return part.substring(0, end) + "… (" + part.length() + " characters)";
    }
}
