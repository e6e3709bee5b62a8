package dev.tidegate.operate.errors;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code tidegate.dead_letter} page by page: there may be a million, and no transaction is held open meanwhile. A
 * target that was never prepared has none. Not thread-safe.
 */
public final class DeadLetterTable {
    private static final String EXISTS = "SELECT to_regclass('tidegate.dead_letter') IS NOT NULL";
    private static final String COUNTS =
            "SELECT collection, reason, count(*), count(*) FILTER (WHERE stale) FROM tidegate.dead_letter";
    private static final String LETTERS = "SELECT collection, document_id, stage, reason, field, sqlstate, message,"
            + " topic, partition, \"offset\", stale, first_seen, last_seen FROM tidegate.dead_letter";
    /** The index has the beginnings of ids only: they may be longer than its entries. */
    private static final String ORDER = " ORDER BY collection, left(document_id, 250), document_id";

    private static final String AFTER = " AND (collection, left(document_id, 250), document_id) > (?, left(?, 250), ?)";

    private final Connection connection;

    public DeadLetterTable(Connection connection) {
        this.connection = connection;
    }

    public record Count(String collection, String reason, long letters, long stale) {}

    /** By collection and reason. */
    public List<Count> counts(DeadLetterFilter filter) throws SQLException {
        List<Count> counts = new ArrayList<>();
        if (!exists()) {
            return counts;
        }
        String sql = COUNTS + filter.where() + " GROUP BY collection, reason ORDER BY collection, reason";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            filter.bind(statement);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    counts.add(new Count(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)));
                }
            }
        }
        return counts;
    }

    /**
     * The next letters in the order of collection and id; fewer than {@code size} at the end.
     *
     * @param after the last one of the page before
     */
    public List<DeadLetter> page(DeadLetterFilter filter, Optional<DeadLetter> after, int size) throws SQLException {
        List<DeadLetter> page = new ArrayList<>();
        if (!exists()) {
            return page;
        }
        String sql = LETTERS + filter.where() + (after.isPresent() ? AFTER : "") + ORDER + " LIMIT ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = filter.bind(statement);
            if (after.isPresent()) {
                statement.setString(index++, after.get().collection());
                statement.setString(index++, after.get().documentId());
                statement.setString(index++, after.get().documentId());
            }
            statement.setInt(index, size);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    page.add(letter(row));
                }
            }
        }
        return page;
    }

    /** What is done with each letter of a pass over the table. */
    public interface Visitor {
        void visit(DeadLetter letter) throws SQLException;
    }

    /** All of them, in the order of collection and id. */
    public void each(DeadLetterFilter filter, int pageSize, Visitor visitor) throws SQLException {
        Optional<DeadLetter> last = Optional.empty();
        List<DeadLetter> page;
        do {
            page = page(filter, last, pageSize);
            for (DeadLetter letter : page) {
                visitor.visit(letter);
            }
            last = page.isEmpty() ? last : Optional.of(page.get(page.size() - 1));
        } while (page.size() == pageSize);
    }

    private boolean exists() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(EXISTS)) {
            return result.next() && result.getBoolean(1);
        }
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        String record = row.getString(8) + "-" + row.getString(9) + "@" + row.getString(10);
        return new DeadLetter(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Optional.ofNullable(row.getString(5)),
                Optional.ofNullable(row.getString(6)),
                row.getString(7),
                row.getString(8) == null ? Optional.empty() : Optional.of(record),
                row.getBoolean(11),
                row.getTimestamp(12).toInstant(),
                row.getTimestamp(13).toInstant());
    }
}
