package dev.tidegate.cli.run;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The documents that could not be carried, as they stand in {@code tidegate.dead_letter}. */
public record DeadLetterList(List<Entry> entries) {
    private static final String EXISTS = "SELECT to_regclass('tidegate.dead_letter') IS NOT NULL";
    private static final String ENTRIES = "SELECT last_seen, collection, document_id, stage, reason, field, sqlstate,"
            + " message, topic, partition, \"offset\", stale FROM tidegate.dead_letter ORDER BY collection, document_id";

    /** @param record the record in Kafka that gave it, as topic-partition@offset */
    public record Entry(
            Instant lastSeen,
            String collection,
            String documentId,
            String stage,
            String reason,
            Optional<String> field,
            Optional<String> sqlstate,
            String message,
            String record,
            boolean stale) {}

    public DeadLetterList {
        entries = List.copyOf(entries);
    }

    /** Empty when the target was never prepared. */
    public static DeadLetterList read(Connection connection) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            if (exists(statement)) {
                try (ResultSet row = statement.executeQuery(ENTRIES)) {
                    while (row.next()) {
                        entries.add(entry(row));
                    }
                }
            }
        }
        return new DeadLetterList(entries);
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery(EXISTS)) {
            return result.next() && result.getBoolean(1);
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getTimestamp(1).toInstant(),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Optional.ofNullable(row.getString(6)),
                Optional.ofNullable(row.getString(7)),
                row.getString(8),
                row.getString(9) + "-" + row.getInt(10) + "@" + row.getLong(11),
                row.getBoolean(12));
    }
}
