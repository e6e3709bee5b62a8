package dev.tidegate.operate.verify;

import dev.tidegate.mapping.bson.ExactJson;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.difference.SubjectDocuments;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What following has found out, in PostgreSQL: written as a whole now and then, so that a restart resumes there. */
final class FollowState {
    private static final String LOCK = "SELECT pg_try_advisory_lock(hashtextextended('tidegate.verify', 0))";

    private final Connection connection;
    private final String migration;

    /** @param connection auto-commit is off, from {@link #read} on */
    FollowState(Connection connection, String migration) {
        this.connection = connection;
        this.migration = migration;
    }

    /**
     * @param streamFrom source time at which the first pass began
     * @param firstPassDone empty while it is under way
     * @param verified all changes of the source up to this time agree or are listed
     * @param resumeFrom source time from which on changes are reported again
     */
    record Saved(
            long streamFrom,
            Optional<Instant> firstPassDone,
            OptionalLong verified,
            OptionalLong resumeFrom,
            Optional<Instant> through) {}

    /** False when another follower holds it. As long as the connection is open. */
    boolean lock() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(LOCK)) {
            return result.next() && result.getBoolean(1);
        }
    }

    Optional<Saved> read() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT stream_from, first_pass_done,"
                + " verified_cluster_time, resume_cluster_time, verified_through"
                + " FROM tidegate.verification WHERE migration = ?")) {
            statement.setString(1, migration);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(
                        new Saved(row.getLong(1), instant(row, 2), number(row, 3), number(row, 4), instant(row, 5)));
            }
        } finally {
            connection.commit();
        }
    }

    private static OptionalLong number(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }

    /** Begins anew: the first pass from the start. */
    void begin(long streamFrom) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM tidegate.verification_pass");
        }
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO tidegate.verification"
                + " (migration, stream_from, updated_at) VALUES (?, ?, now()) ON CONFLICT (migration) DO UPDATE"
                + " SET stream_from = excluded.stream_from, first_pass_done = NULL, verified_cluster_time = NULL,"
                + " resume_cluster_time = NULL, verified_through = NULL, updated_at = now()")) {
            statement.setString(1, migration);
            statement.setLong(2, streamFrom);
            statement.executeUpdate();
        }
        connection.commit();
    }

    List<OpenMismatch> openMismatches() throws SQLException {
        Map<Subject, OpenMismatch> open = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT subject, \"table\", id, \"column\", field, kind,"
                        + " document, \"row\", detail, first_seen, last_checked FROM tidegate.mismatch"
                        + " WHERE closed_at IS NULL ORDER BY number")) {
            while (row.next()) {
                Subject subject = SubjectDocuments.read(ExactJson.document(row.getString(1)));
                Difference difference = difference(subject, row);
                Instant firstSeen = row.getTimestamp(10).toInstant();
                Instant lastChecked = row.getTimestamp(11).toInstant();
                open.merge(
                        subject,
                        new OpenMismatch(subject, List.of(difference), firstSeen, lastChecked, Optional.empty()),
                        FollowState::both);
            }
        }
        connection.commit();
        return List.copyOf(open.values());
    }

    private static OpenMismatch both(OpenMismatch one, OpenMismatch other) {
        List<Difference> all = new ArrayList<>(one.differences());
        all.addAll(other.differences());
        Instant first = one.firstSeen().isBefore(other.firstSeen()) ? one.firstSeen() : other.firstSeen();
        return new OpenMismatch(one.subject(), all, first, one.lastChecked(), Optional.empty());
    }

    private static Difference difference(Subject subject, ResultSet row) throws SQLException {
        return new Difference(
                subject,
                row.getString(2),
                row.getString(3),
                Optional.of(row.getString(4)).filter(text -> !text.isEmpty()),
                Optional.of(row.getString(5)).filter(text -> !text.isEmpty()),
                DifferenceKind.valueOf(row.getString(6)),
                row.getString(7),
                row.getString(8),
                row.getString(9));
    }

    /**
     * @param verified empty until the first pass is done
     * @param resumeFrom empty until the first pass is done: then all changes since it began are reported again
     * @param settledNotes in {@code tidegate.target_change}, of which nothing is left to do
     */
    record Progress(
            boolean isFirstPassDone,
            OptionalLong verified,
            OptionalLong resumeFrom,
            Optional<Instant> through,
            int open,
            int pending,
            List<OpenMismatch> mismatches,
            List<Long> settledNotes) {}

    void save(Progress progress) throws SQLException {
        try {
            new MismatchRows(connection).save(progress.mismatches());
            saveRow(progress);
            deleteNotes(progress.settledNotes());
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        }
    }

    private void saveRow(Progress progress) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("UPDATE tidegate.verification SET"
                + " first_pass_done = CASE WHEN ? THEN coalesce(first_pass_done, now()) END,"
                + " verified_cluster_time = ?, resume_cluster_time = ?, verified_through = ?,"
                + " open_mismatches = ?, rechecks_pending = ?,"
                + " updated_at = now() WHERE migration = ?")) {
            statement.setBoolean(1, progress.isFirstPassDone());
            setNumber(statement, 2, progress.verified());
            setNumber(statement, 3, progress.resumeFrom());
            statement.setTimestamp(4, progress.through().map(Timestamp::from).orElse(null));
            statement.setLong(5, progress.open());
            statement.setLong(6, progress.pending());
            statement.setString(7, migration);
            statement.executeUpdate();
        }
    }

    private static void setNumber(PreparedStatement statement, int index, OptionalLong number) throws SQLException {
        statement.setObject(index, number.isPresent() ? number.getAsLong() : null, Types.BIGINT);
    }

    private void deleteNotes(List<Long> notes) throws SQLException {
        if (!notes.isEmpty()) {
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM tidegate.target_change WHERE seq = ANY (?)")) {
                statement.setArray(1, connection.createArrayOf("bigint", notes.toArray()));
                statement.executeUpdate();
            }
        }
    }
}
