package dev.tidegate.operate.verify;

import dev.tidegate.mapping.declaration.Migration;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What following needs in the target before it begins. */
final class FollowTarget {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final Connection connection;
    private final Migration migration;

    /** @param connection with auto-commit on */
    FollowTarget(Connection connection, Migration migration) {
        this.connection = connection;
        this.migration = migration;
    }

    void prepare() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET application_name = 'tidegate-verify'; SET client_min_messages = warning");
            try (ResultSet row = statement.executeQuery("SELECT to_regclass('tidegate.dead_letter') IS NOT NULL")) {
                if (!row.next() || !row.getBoolean(1)) {
                    throw new FollowStoppedException(
                            "PostgreSQL has none of this migration's tables yet: start 'tidegate run' first");
                }
            }
        }
        requireSameMigration();
        FollowTables.create(connection);
    }

    /** What was verified of one mapping says nothing of another. */
    private void requireSameMigration() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT hash FROM tidegate.migration WHERE name = ?")) {
            statement.setString(1, migration.name());
            try (ResultSet row = statement.executeQuery()) {
                if (row.next() && !row.getString(1).equals(migration.hash())) {
                    throw new FollowStoppedException("the rows in PostgreSQL are of another version of the migration"
                            + " file " + migration.name() + ": verify with the file that 'tidegate run' was given");
                }
            }
        }
    }

    /** False where the role may not: passes over all are the only way then to see what somebody else changes. */
    boolean installTriggers(FollowListener listener) throws SQLException {
        try {
            listener.notice("triggers that note what somebody else than the sink changes are put on the tables;"
                    + " 'tidegate verify --remove-triggers' drops them");
            new TargetTriggers(migration).install(connection);
            return true;
        } catch (SQLException e) {
            if (!INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw e;
            }
            listener.notice("this role owns not all tables, so that no trigger can be put on them: what somebody else"
                    + " changes in PostgreSQL is found by the repeated passes alone");
            return false;
        }
    }

    void requireOnlyOne(FollowState state) throws SQLException {
        if (!state.lock()) {
            throw new FollowStoppedException(
                    "another 'tidegate verify' follows this target already; end that one first");
        }
    }
}
