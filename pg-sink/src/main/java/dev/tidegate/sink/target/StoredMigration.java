package dev.tidegate.sink.target;

import dev.tidegate.mapping.declaration.Migration;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** {@code tidegate.migration}: the migration file as it was at the first start. */
record StoredMigration(Connection connection) {

    boolean isFirstStart(Migration migration, String file) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT hash, file FROM tidegate.migration WHERE name = ?")) {
            statement.setString(1, migration.name());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return true;
                }
                if (!row.getString(1).equals(migration.hash())) {
                    throw new ChangedMigrationException(
                            migration.name(), LineDifference.between(row.getString(2), file));
                }
                return false;
            }
        }
    }

    void store(Migration migration, String file) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO tidegate.migration (name, hash, file) VALUES (?, ?, ?)")) {
            statement.setString(1, migration.name());
            statement.setString(2, migration.hash());
            statement.setString(3, file);
            statement.executeUpdate();
        }
    }
}
