package dev.tidegate.operate.status;

import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.operate.pipeline.SinkPosition;
import dev.tidegate.operate.status.MigrationStatus.DeadLetters;
import dev.tidegate.operate.status.MigrationStatus.Verification;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** What PostgreSQL says of a migration: rows, dead letters, the sink's positions. Tables may not be there yet. */
final class TargetCounts {
    /** Above this the planner's estimate serves: an exact count would read the whole table each time. */
    private static final long COUNTED_UP_TO = 1_000_000;

    private final Connection connection;

    TargetCounts(Connection connection) {
        this.connection = connection;
    }

    record Rows(long count, boolean estimated) {}

    Rows rows(Table table) throws SQLException {
        long estimate = estimate(table);
        if (estimate == ABSENT) {
            return new Rows(0, false);
        }
        if (estimate > COUNTED_UP_TO) {
            return new Rows(estimate, true);
        }
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT count(*) FROM " + quote(table.schema()) + "." + quote(table.name()))) {
            result.next();
            return new Rows(result.getLong(1), false);
        }
    }

    Map<TopicPartition, SinkPosition> sinkPositions() throws SQLException {
        return SinkPosition.read(connection);
    }

    DeadLetters deadLetters() throws SQLException {
        if (!exists("tidegate", "dead_letter")) {
            return new DeadLetters(0, 0, Map.of(), Map.of());
        }
        Map<String, Long> byReason = new TreeMap<>();
        Map<String, Long> byCollection = new TreeMap<>();
        long total = 0;
        long stale = 0;
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT collection, reason, stale, count(*)"
                        + " FROM tidegate.dead_letter GROUP BY collection, reason, stale")) {
            while (result.next()) {
                long count = result.getLong(4);
                byCollection.merge(result.getString(1), count, Long::sum);
                byReason.merge(result.getString(2), count, Long::sum);
                total += count;
                stale += result.getBoolean(3) ? count : 0;
            }
        }
        return new DeadLetters(total, stale, byReason, byCollection);
    }

    /** Empty where 'tidegate verify' has never run. */
    Optional<Verification> verification(String migration) throws SQLException {
        if (!exists("tidegate", "verification")) {
            return Optional.empty();
        }
        try (PreparedStatement statement = connection.prepareStatement("SELECT verified_through, open_mismatches,"
                + " rechecks_pending, updated_at FROM tidegate.verification WHERE migration = ?")) {
            statement.setString(1, migration);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Verification(
                                Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant),
                                row.getLong(2),
                                row.getLong(3),
                                row.getTimestamp(4).toInstant()))
                        : Optional.empty();
            }
        }
    }

    private static final long ABSENT = -2;

    private long estimate(Table table) throws SQLException {
        String sql = "SELECT c.reltuples::bigint FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p')";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.name());
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? result.getLong(1) : ABSENT;
            }
        }
    }

    private boolean exists(String schema, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            statement.setString(1, quote(schema) + "." + quote(table));
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    private static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
