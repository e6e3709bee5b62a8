package dev.tidegate.operate.status;

import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.operate.errors.DeadLetterFilter;
import dev.tidegate.operate.errors.DeadLetterTable;
import dev.tidegate.operate.errors.DeadLetterTable.Count;
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
import java.util.OptionalLong;
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
        OptionalLong estimate = estimate(table);
        if (estimate.isEmpty()) {
            return new Rows(0, false);
        }
        if (estimate.getAsLong() > COUNTED_UP_TO) {
            return new Rows(estimate.getAsLong(), true);
        }
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM " + Sql.quote(table))) {
            result.next();
            return new Rows(result.getLong(1), false);
        }
    }

    Map<TopicPartition, SinkPosition> sinkPositions() throws SQLException {
        return SinkPosition.read(connection);
    }

    DeadLetters deadLetters() throws SQLException {
        Map<String, Long> byReason = new TreeMap<>();
        Map<String, Long> byCollection = new TreeMap<>();
        long total = 0;
        long stale = 0;
        for (Count count : new DeadLetterTable(connection).counts(DeadLetterFilter.ALL)) {
            byCollection.merge(count.collection(), count.letters(), Long::sum);
            byReason.merge(count.reason(), count.letters(), Long::sum);
            total += count.letters();
            stale += count.stale();
        }
        return new DeadLetters(total, stale, byReason, byCollection);
    }

    /** Empty where 'tidegate verify' has never run. */
    Optional<Verification> verification(String migration) throws SQLException {
        if (!isVerified()) {
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

    /** Empty when there is no such table. */
    private OptionalLong estimate(Table table) throws SQLException {
        String sql = "SELECT c.reltuples::bigint FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p')";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.name());
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? OptionalLong.of(result.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    private boolean isVerified() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT to_regclass('tidegate.verification') IS NOT NULL")) {
            return result.next() && result.getBoolean(1);
        }
    }
}
