package dev.tidegate.validator.target;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Opens connections that write nothing, and read one state of the database until {@link #endRead}. */
public final class TargetConnection {
    private final String jdbcUrl;

    public TargetConnection(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    public Connection open() {
        try {
            Connection connection = DriverManager.getConnection(jdbcUrl);
            try {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SET TIME ZONE 'UTC'");
                }
                connection.setReadOnly(true);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                connection.setAutoCommit(false);
                return connection;
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new UnreadableTargetException("could not connect to PostgreSQL for the validation", e);
        }
    }

    /** The next SELECT reads what is there then. No transaction is left open to keep PostgreSQL from cleaning up. */
    public static void endRead(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new UnreadableTargetException("could not end a transaction in PostgreSQL", e);
        }
    }

    public static UnreadableTargetException notClosed(SQLException cause) {
        return new UnreadableTargetException("could not close the connection to PostgreSQL", cause);
    }
}
