package dev.tidegate.cutover.resolve;

import static dev.tidegate.mapping.ddl.Sql.literal;
import static dev.tidegate.mapping.ddl.Sql.quote;

import dev.tidegate.validator.integrity.ReferenceColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** {@code tidegate.dangling}: every reference that has no row, as of one moment. */
final class DanglingTable {
    private DanglingTable() {}

    /** Anew, in the caller's transaction: readers see the old list until it ends. */
    static void refresh(Connection connection, List<ReferenceColumn> references) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM tidegate.dangling");
            for (ReferenceColumn reference : references) {
                statement.execute(insert(reference));
            }
        }
    }

    /** Several children of one parent that miss the same row are one line. */
    private static String insert(ReferenceColumn reference) {
        String column = "c." + quote(reference.column());
        String referrer =
                reference.table().primaryKey().get(reference.referrer().keyPart());
        return "INSERT INTO tidegate.dangling (\"table\", id, \"column\", target, target_id) SELECT "
                + literal(reference.table().name()) + ", c." + quote(referrer) + ", " + literal(reference.column())
                + ", " + literal(reference.referencedTable()) + ", " + column + " FROM " + quote(reference.table())
                + " c WHERE " + column + " IS NOT NULL AND NOT EXISTS (SELECT FROM "
                + quote(reference.table().schema(), reference.referencedTable()) + " p WHERE p."
                + quote(reference.referencedColumn()) + " = " + column + ") ON CONFLICT DO NOTHING";
    }
}
