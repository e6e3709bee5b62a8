package dev.tidegate.preflight.target;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Asks the server one thing at a time. */
record Catalogue(Connection connection) {

    String text(String query, String... parameters) throws SQLException {
        return optional(query, parameters).orElseThrow(() -> new NoSuchElementException("no row for: " + query));
    }

    boolean is(String query, String... parameters) throws SQLException {
        return text(query, parameters).equals("t");
    }

    long number(String query) throws SQLException {
        return Long.parseLong(text(query));
    }

    /** The first column of the first row. */
    Optional<String> optional(String query, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }
}
