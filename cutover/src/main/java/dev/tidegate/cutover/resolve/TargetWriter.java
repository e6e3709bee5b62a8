package dev.tidegate.cutover.resolve;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The one connection that may change the target's rows here, alone while it is open. */
final class TargetWriter implements AutoCloseable {
    /** Of the session: one that has died is known to PostgreSQL a moment later. */
    private static final String LOCK = "SELECT pg_advisory_lock(hashtextextended('tidegate.references', 0))";

    private static final String UNLOCK = "SELECT pg_advisory_unlock(hashtextextended('tidegate.references', 0))";
    private static final String NOT_AVAILABLE = "55P03";

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
        try (Statement lock = connection.createStatement()) {
            lock.execute("SET LOCAL lock_timeout = '3s'");
            lock.execute(LOCK);
            connection.commit();
            return true;
        } catch (SQLException e) {
            if (NOT_AVAILABLE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
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
        try (Connection closing = connection;
                Statement unlock = closing.createStatement()) {
            unlock.execute(UNLOCK);
            closing.commit();
        } catch (SQLException e) {
            throw new ResolutionFailedException("could not give the lock back to PostgreSQL", e);
        }
    }
}
