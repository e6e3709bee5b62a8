package dev.tidegate.operate.verify;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what the triggers note. A note stays until what came of it is stored: numbers say nothing about the order in which
 * transactions end, so that the last number read would not do.
 */
final class TargetNotes {
    private static final int AT_ONCE = 2000;

    private final Connection connection;
    private final Set<Long> known = new HashSet<>();

    /** @param connection with auto-commit off */
    TargetNotes(Connection connection) {
        this.connection = connection;
    }

    /** @param keys of the row; empty when the whole table was emptied */
    record Note(long number, String table, Optional<List<String>> keys, String who) {}

    /** Those that were not read before; not all when they are many. */
    List<Note> readNew() throws SQLException {
        List<Note> notes = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT seq, \"table\", \"keys\", who"
                + " FROM tidegate.target_change WHERE seq <> ALL (?) ORDER BY seq LIMIT " + AT_ONCE)) {
            statement.setArray(1, connection.createArrayOf("bigint", known.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Optional<List<String>> keys =
                            Optional.ofNullable(row.getArray(3)).map(TargetNotes::texts);
                    notes.add(new Note(row.getLong(1), row.getString(2), keys, row.getString(4)));
                }
            }
        }
        connection.commit();
        notes.forEach(note -> known.add(note.number()));
        return notes;
    }

    private static List<String> texts(Array array) {
        try {
            return List.of((String[]) array.getArray());
        } catch (SQLException e) {
            throw new IllegalStateException("an array of texts cannot be read", e);
        }
    }

    /** They are deleted. */
    void forget(List<Long> settled) {
        known.removeAll(new HashSet<>(settled));
    }

    boolean isFull() {
        return known.size() > 10 * AT_ONCE;
    }
}
