package dev.tidegate.cutover.resolve;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.validator.integrity.ResolvedRow;
import dev.tidegate.validator.integrity.ResolvedRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Resolutions whose rows a later version of their document has written since: they end, and cannot be undone any more. */
record OvertakenResolutions(Migration migration) {
    private static final String END = "UPDATE tidegate.resolution SET undone_at = now(), undone_by = 'overtaken'"
            + " WHERE number = ? AND undone_at IS NULL";

    /** In the caller's transaction. */
    void end(Connection connection) throws SQLException {
        Set<Long> numbers = new LinkedHashSet<>();
        for (Table table : migration.tables()) {
            ResolvedRows.overtaken(connection, table).stream()
                    .filter(this::endsItsResolution)
                    .map(ResolvedRow::number)
                    .forEach(numbers::add);
        }
        for (long number : numbers) {
            removeOwnDeadLetter(connection, number);
            try (PreparedStatement update = connection.prepareStatement(END)) {
                update.setLong(1, number);
                update.executeUpdate();
            }
        }
    }

    /** A document that was taken out is back when its own row is; an edge of it may come from its other end. */
    private boolean endsItsResolution(ResolvedRow overtaken) {
        return overtaken.column().isPresent()
                || migration.collections().stream()
                        .anyMatch(collection -> collection.table().equals(overtaken.table()));
    }

    /** The document is a row again; only a dead letter that is still the resolution's own goes. */
    private static void removeOwnDeadLetter(Connection connection, long number) throws SQLException {
        for (ResolvedRow letter : ResolvedRows.standing(connection, TidegateTables.DEAD_LETTER)) {
            if (letter.number() == number) {
                new RowImages(connection, TidegateTables.DEAD_LETTER).delete(letter.key());
            }
        }
    }
}
