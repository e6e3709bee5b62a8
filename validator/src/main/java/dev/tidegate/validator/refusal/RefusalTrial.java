package dev.tidegate.validator.refusal;

import static dev.tidegate.mapping.ddl.Sql.quote;

import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.Table;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks PostgreSQL whether it still refuses a row: tries to write it as the sink does, in a transaction that is rolled back.
 * What triggers write goes with it; only numbers of sequences are used up. Safe for several threads, one trial at a time.
 */
public final class RefusalTrial implements AutoCloseable {
    /** A role that may not write, a server that takes no writes, a row that somebody else has locked. */
    private static final Set<String> OBSTACLES = Set.of("25006", "42501", "55P03");

    /** The connection, another transaction, the server's resources, an operator: nothing that is about the row. */
    private static final Set<String> OBSTACLE_CLASSES = Set.of("08", "40", "53", "57");

    /** What a trial says. */
    public sealed interface Answer {}

    public record Taken() implements Answer {}

    public record Refused(Refusal refusal) implements Answer {}

    /** Something else than the row was in the way. */
    public record Untried() implements Answer {}

    private final String jdbcUrl;
    private Connection connection;
    private boolean isClosed;

    public RefusalTrial(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    /**
     * Under another name than its own: a table may be called {@code excluded}.
     *
     * @param values of all columns, in the declaration's order; null for NULL
     */
    public Answer upsert(Table table, List<String> values) {
        List<String> names = table.columns().stream().map(Column::name).toList();
        String updates = names.stream()
                .filter(name -> !table.primaryKey().contains(name))
                .map(name -> quote(name) + " = EXCLUDED." + quote(name))
                .collect(Collectors.joining(", "));
        String marks = names.stream().map(name -> "?").collect(Collectors.joining(", "));
        return attempt(
                "INSERT INTO " + quote(table) + " AS row_there (" + quote(names) + ") VALUES (" + marks
                        + ") ON CONFLICT ("
                        + quote(table.uniqueColumns()) + ") DO "
                        + (updates.isEmpty() ? "NOTHING" : "UPDATE SET " + updates),
                values);
    }

    public Answer delete(Table table, List<String> key) {
        String isKey =
                table.primaryKey().stream().map(name -> quote(name) + " = ?").collect(Collectors.joining(" AND "));
        return attempt("DELETE FROM " + quote(table) + " WHERE " + isKey, key);
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException("could not close the connection to PostgreSQL", e);
            } finally {
                connection = null;
            }
        }
    }

    private synchronized Answer attempt(String sql, List<String> values) {
        if (isClosed) {
            return new Untried();
        }
        try {
            open();
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int index = 0; index < values.size(); index++) {
                    statement.setObject(index + 1, values.get(index), Types.OTHER);
                }
                statement.executeUpdate();
                execute("SET CONSTRAINTS ALL IMMEDIATE");
                return new Taken();
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            Refusal refusal = Refusal.of(e);
            return isObstacle(refusal.sqlState()) ? new Untried() : new Refused(refusal);
        }
    }

    /** A trial never waits long: who has the row locked writes it. */
    private void open() throws SQLException {
        if (connection == null || connection.isClosed()) {
            connection = DriverManager.getConnection(jdbcUrl);
            connection.setAutoCommit(false);
        }
        execute("SET LOCAL lock_timeout = '2s'");
        execute("SET LOCAL statement_timeout = '30s'");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean isObstacle(String sqlState) {
        return OBSTACLES.contains(sqlState) || OBSTACLE_CLASSES.stream().anyMatch(sqlState::startsWith);
    }
}
