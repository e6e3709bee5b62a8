package dev.tidegate.events.reread;

import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;

/**
 * A row that is to be there only if its document gives it.
 *
 * @param table an application table's name: a child table or a junction
 * @param key as the table's topic has it, {@code TableSerdes.key()}
 */
public record OrphanRow(String table, Bytes key) {
    public OrphanRow {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(key, "key");
    }
}
