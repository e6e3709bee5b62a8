package dev.tidegate.cli.address;

import dev.tidegate.sink.connect.PostgresAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** A connection to the target for reading: counts, positions, dead letters. */
public final class TargetConnection {
    private TargetConnection() {}

    public static Connection open(PostgresAddress address) throws SQLException {
        Properties properties = new Properties();
        address.user().ifPresent(user -> properties.setProperty("user", user));
        address.password().ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty("ApplicationName", "tidegate");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "10");
        return DriverManager.getConnection(address.jdbcUrl(), properties);
    }
}
