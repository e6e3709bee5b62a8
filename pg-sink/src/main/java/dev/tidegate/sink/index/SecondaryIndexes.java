package dev.tidegate.sink.index;

import dev.tidegate.mapping.ddl.Ddl;
import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.Index;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.sink.connect.Connections;
import dev.tidegate.sink.connect.ServerMessage;
import dev.tidegate.sink.connect.Verdict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the secondary indexes that do not enforce anything, tier by tier, while rows flow.
 *
 * <p>What is there and valid is left alone, what a killed build left INVALID is dropped and built again, what had no room
 * for a row stays away. Of several instances one builds, the others wait for it and then find everything done.
 */
public final class SecondaryIndexes {
    private static final Logger LOG = LoggerFactory.getLogger(SecondaryIndexes.class);
    private static final String QUERY_CANCELED = "57014";
    private static final String LOCK = "SELECT pg_try_advisory_lock(hashtextextended('tidegate.index', 0))";
    private static final String IS_VALID = """
            SELECT x.indisvalid
            FROM pg_index x
            JOIN pg_class i ON i.oid = x.indexrelid
            JOIN pg_namespace n ON n.oid = i.relnamespace
            WHERE n.nspname = ? AND i.relname = ?""";

    private final Connections connections;
    private final Ddl ddl;
    private final List<Planned> planned = new ArrayList<>();
    private volatile Statement running;
    private volatile boolean cancelled;

    private record Planned(Table table, Index index) {}

    public SecondaryIndexes(Connections connections, Migration migration) {
        this.connections = connections;
        this.ddl = new Ddl(migration);
        for (Table table : migration.tables()) {
            table.indexes().stream()
                    .filter(index -> !index.unique())
                    .forEach(index -> planned.add(new Planned(table, index)));
        }
        planned.sort(Comparator.comparingInt(each -> each.index().tier()));
    }

    /**
     * One that cannot be built does not keep the others from it.
     *
     * @return names of the indexes built by this call; empty Optional when another instance is building
     * @throws SQLException when PostgreSQL cannot; calling again resumes where it was
     */
    public Optional<List<String>> build() throws SQLException {
        try (Connection connection = connections.own()) {
            return isMine(connection) ? Optional.of(build(connection)) : Optional.empty();
        }
    }

    /** Indexes that were dropped because a row is too big for them. */
    public List<String> dropped() throws SQLException {
        try (Connection connection = connections.own()) {
            return List.copyOf(new DroppedIndexes(connection).names());
        }
    }

    /** Ends a build that is under way, and lets no other begin: {@link #build} then fails with 57014. For any thread. */
    public void cancel() throws SQLException {
        cancelled = true;
        Statement statement = running;
        if (statement != null) {
            statement.cancel();
        }
    }

    private List<String> build(Connection connection) throws SQLException {
        Set<String> dropped = new DroppedIndexes(connection).names();
        List<String> built = new ArrayList<>();
        SQLException failure = null;
        for (Planned each : planned) {
            Optional<Boolean> valid = isValid(connection, each);
            if (dropped.contains(each.index().name()) || valid.equals(Optional.of(true))) {
                continue;
            }
            if (valid.isPresent()) {
                drop(connection, each);
            }
            try {
                if (create(connection, each)) {
                    built.add(each.index().name());
                }
            } catch (SQLException e) {
                if (Verdict.of(e) == Verdict.RETRY) {
                    throw e;
                }
                warn(each, e);
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return built;
    }

    private static void warn(Planned each, SQLException reason) {
        LOG.warn(
                "stage=sink table={} index {} cannot be built: {}",
                each.table().name(),
                each.index().name(),
                ServerMessage.of(reason).text());
    }

    private boolean create(Connection connection, Planned each) throws SQLException {
        String sql = ddl.createIndex(each.table(), each.index(), true).sql();
        try {
            execute(connection, sql);
            return true;
        } catch (SQLException e) {
            if (Verdict.of(e) != Verdict.TOO_BIG) {
                throw e;
            }
            drop(connection, each);
            warn(each, e);
            new DroppedIndexes(connection)
                    .list(
                            each.table(),
                            each.index().name(),
                            sql,
                            ServerMessage.of(e).text());
            return false;
        }
    }

    private void drop(Connection connection, Planned each) throws SQLException {
        execute(
                connection,
                "DROP INDEX CONCURRENTLY IF EXISTS " + Sql.quote(each.table().schema()) + "."
                        + Sql.quote(each.index().name()));
    }

    private void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            running = statement;
            if (cancelled) {
                throw new SQLException("no more indexes are to be built", QUERY_CANCELED);
            }
            statement.execute(sql);
        } finally {
            running = null;
        }
    }

    private static boolean isMine(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LOCK)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static Optional<Boolean> isValid(Connection connection, Planned each) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(IS_VALID)) {
            statement.setString(1, each.table().schema());
            statement.setString(2, each.index().name());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getBoolean(1)) : Optional.empty();
            }
        }
    }
}
