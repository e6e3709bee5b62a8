package dev.tidegate.validator.resolve;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The one connection that may change the target's rows here, alone while it is open. */
final class TargetWriter implements AutoCloseable {
    private static final String LOCK = "SELECT pg_try_advisory_lock(hashtextextended('tidegate.references', 0))";

    private final Connection connection;

    private TargetWriter(Connection connection) {
        this.connection = connection;
    }

    /** Something in a transaction. */
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** @throws ResolutionFailedException when another run is at work, or PostgreSQL does not answer */
    static TargetWriter open(String jdbcUrl) {
        try {
            Connection connection = DriverManager.getConnection(jdbcUrl);
            try {
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                connection.setAutoCommit(false);
                if (!lock(connection)) {
                    throw new ResolutionFailedException(
                            "another 'tidegate references' is at work on this target: wait until it has ended");
                }
                return new TargetWriter(connection);
            } catch (SQLException | ResolutionFailedException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new ResolutionFailedException("could not connect to PostgreSQL to change it", e);
        }
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK);
                ResultSet row = lock.executeQuery()) {
            boolean locked = row.next() && row.getBoolean(1);
            connection.commit();
            return locked;
        }
    }

    /** All of it or nothing. */
    <T> T inTransaction(String what, Work<T> work) {
        try {
            T result = work.run(connection);
            connection.commit();
            return result;
        } catch (SQLException e) {
            rollback(e);
            throw new ResolutionFailedException("could not " + what, e);
        } catch (RuntimeException e) {
            rollback(e);
            throw e;
        }
    }

    private void rollback(Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new ResolutionFailedException("could not close the connection to PostgreSQL", e);
        }
    }
}
