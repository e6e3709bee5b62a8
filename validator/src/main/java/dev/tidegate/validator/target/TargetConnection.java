package dev.tidegate.validator.target;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Opens connections that read one state of the database from their first SELECT on, and write nothing. */
public final class TargetConnection {
    private final String jdbcUrl;

    public TargetConnection(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    public Connection open() {
        try {
            Connection connection = DriverManager.getConnection(jdbcUrl);
            try {
                connection.setReadOnly(true);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                connection.setAutoCommit(false);
                return connection;
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new UnreadableTargetException("could not connect to PostgreSQL for the comparison", e);
        }
    }
}
