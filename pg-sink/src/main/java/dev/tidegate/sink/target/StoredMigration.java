package dev.tidegate.sink.target;

import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.Migration;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A row of {@code tidegate.migration}: whose records Tidegate's own tables hold, as it was at the first start.
 *
 * @param kafkaCluster that PostgreSQL is fed from; empty when an older build has made the row
 * @param tables quoted names; empty when an older build has made the row
 */
record StoredMigration(
        String name,
        String hash,
        String file,
        Instant firstStart,
        Optional<String> kafkaCluster,
        Optional<List<String>> tables) {
    /** Columns that an older build does not make are asked for in a way that does without them. */
    private static final String READ = """
            SELECT name, hash, file, first_start, to_jsonb(m) ->> 'kafka_cluster',
                CASE jsonb_typeof(to_jsonb(m) -> 'tables')
                    WHEN 'array' THEN ARRAY(SELECT jsonb_array_elements_text(to_jsonb(m) -> 'tables')) END
            FROM tidegate.migration m ORDER BY first_start, name""";

    /** Empty also where the table is not there. */
    static List<StoredMigration> read(Connection connection) throws SQLException {
        List<StoredMigration> stored = new ArrayList<>();
        if (!exists(connection)) {
            return stored;
        }
        try (PreparedStatement statement = connection.prepareStatement(READ);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                stored.add(new StoredMigration(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant(),
                        Optional.ofNullable(row.getString(5)),
                        Optional.ofNullable(row.getArray(6)).map(StoredMigration::texts)));
            }
        }
        return stored;
    }

    private static boolean exists(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT to_regclass('tidegate.migration') IS NOT NULL");
                ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static List<String> texts(Array array) {
        try {
            return List.of((String[]) array.getArray());
        } catch (SQLException e) {
            throw new IllegalStateException("tidegate.migration.tables is no array of texts", e);
        }
    }

    /** @throws ChangedMigrationException when the file is not the one that is stored */
    void requireSame(Migration migration, String now) {
        if (!hash.equals(migration.hash())) {
            throw new ChangedMigrationException(name, LineDifference.between(file, now));
        }
    }

    static void store(Connection connection, Migration migration, String file, String kafkaCluster)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO tidegate.migration (name, hash, file, kafka_cluster, tables) VALUES (?, ?, ?, ?, ?)")) {
            statement.setString(1, migration.name());
            statement.setString(2, migration.hash());
            statement.setString(3, file);
            statement.setString(4, kafkaCluster);
            statement.setArray(
                    5,
                    connection.createArrayOf(
                            "text", migration.tables().stream().map(Sql::quote).toArray()));
            statement.executeUpdate();
        }
    }
}
