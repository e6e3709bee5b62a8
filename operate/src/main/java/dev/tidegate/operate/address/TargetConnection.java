package dev.tidegate.operate.address;

import dev.tidegate.mapping.address.PostgresAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A connection to the target for reading: counts, positions, dead letters. */
public final class TargetConnection {
    private TargetConnection() {}

    public static Connection open(PostgresAddress address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.connectionProperties());
    }

    /** The address with user and password in it, as the JDBC driver takes it. Never for a message. */
    public static String jdbcUrl(PostgresAddress address) {
        StringBuilder url = new StringBuilder(address.jdbcUrl());
        address.user().ifPresent(user -> append(url, "user", user));
        address.password().ifPresent(password -> append(url, "password", password));
        return url.toString();
    }

    private static void append(StringBuilder url, String name, String value) {
        url.append(url.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
