package dev.tidegate.preflight.query;

import dev.tidegate.preflight.finding.Finding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs queries with {@code EXPLAIN (ANALYZE)} in transactions that can write nothing and are rolled back, and compares
 * time and plan with what the file wants.
 */
public final class QueryCheck {
    private static final String ANALYZE = "EXPLAIN (ANALYZE, FORMAT JSON) ";
    private static final String TIMED_OUT = "57014";
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Connection connection;
    private final QueryFindings ofQueries;

    /** @param connection is given back with auto-commit off */
    public QueryCheck(Connection connection) {
        this.connection = connection;
        this.ofQueries = new QueryFindings(connection);
    }

    public List<QueryResult> run(List<NamedQuery> queries) throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        List<QueryResult> results = new ArrayList<>();
        for (NamedQuery query : queries) {
            results.add(run(query));
        }
        return results;
    }

    private QueryResult run(NamedQuery query) throws SQLException {
        try {
            execute("SET LOCAL statement_timeout = " + LONGEST.toMillis());
            Optional<List<Object>> parameters = parameters(query);
            return parameters.isEmpty() ? QueryResult.notRun(query.name(), noRow(query)) : run(query, parameters.get());
        } catch (SQLException e) {
            return QueryResult.notRun(query.name(), failed(query, e));
        } finally {
            connection.rollback();
        }
    }

    private QueryResult run(NamedQuery query, List<Object> parameters) throws SQLException {
        Plan first = explain(ANALYZE, query.sql(), parameters);
        Plan second = explain(ANALYZE, query.sql(), parameters);
        List<Finding> findings = new ArrayList<>();
        ofQueries.time(query, second).ifPresent(findings::add);
        if (!second.usesOneOf(query.indexes())) {
            execute("SET LOCAL enable_seqscan = off");
            Plan forced = explain("EXPLAIN (FORMAT JSON) ", query.sql(), parameters);
            findings.add(ofQueries.index(query, second, forced));
        }
        return new QueryResult(
                query.name(),
                Optional.of(first.millis()),
                Optional.of(second.millis()),
                second.rows(),
                second.indexes(),
                second.sequentialScans(),
                findings);
    }

    /** Empty when there is no row to take them from. */
    private Optional<List<Object>> parameters(NamedQuery query) throws SQLException {
        if (query.parameters().isEmpty()) {
            return Optional.of(List.of());
        }
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(1);
            try (ResultSet row = statement.executeQuery(query.parameters().get())) {
                if (!row.next()) {
                    return Optional.empty();
                }
                List<Object> values = new ArrayList<>();
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    values.add(row.getObject(column));
                }
                return Optional.of(values);
            }
        }
    }

    private Plan explain(String how, String sql, List<Object> parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(how + sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                Object value = parameters.get(i);
                if (value instanceof String) {
                    // The server knows better than the driver whether it is an enum's label, a document or a text.
                    statement.setObject(i + 1, value, Types.OTHER);
                } else {
                    statement.setObject(i + 1, value);
                }
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return Plan.parse(row.getString(1));
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Finding noRow(NamedQuery query) {
        return Finding.warning(
                "query-no-row",
                query.name(),
                "not run: no row to take its parameters from",
                "run it when the target has rows");
    }

    /** The server's message is left out: it may quote a row's values. */
    private static Finding failed(NamedQuery query, SQLException failure) {
        if (TIMED_OUT.equals(failure.getSQLState())) {
            return QueryFindings.slow(query, "no answer within " + LONGEST.toSeconds() + " s");
        }
        return Finding.blocking(
                "query-failed",
                query.name(),
                "PostgreSQL refuses it, SQLSTATE " + failure.getSQLState(),
                "try it in psql: do the tables and columns exist, and has each ? a column in parameters?");
    }
}
