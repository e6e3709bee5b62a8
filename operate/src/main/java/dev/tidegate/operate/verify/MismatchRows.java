package dev.tidegate.operate.verify;

import dev.tidegate.mapping.bson.ExactJson;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.SubjectDocuments;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;

/** Writes mismatches into {@code tidegate.mismatch}, a row for each difference; those that are closed stay with their times. */
final class MismatchRows {
    private static final String UPSERT =
            "INSERT INTO tidegate.mismatch (subject, \"table\", id, \"column\", field, kind,"
                    + " document, \"row\", detail, first_seen, last_checked) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (md5(subject), \"table\", md5(id), \"column\", md5(field), kind) WHERE closed_at IS NULL"
                    + " DO UPDATE SET document = excluded.document, \"row\" = excluded.\"row\", detail = excluded.detail,"
                    + " last_checked = excluded.last_checked";
    private static final String CLOSE_OTHERS = "UPDATE tidegate.mismatch SET closed_at = ?, last_checked = ?"
            + " WHERE md5(subject) = md5(?) AND subject = ? AND closed_at IS NULL AND last_checked < ?";

    private final Connection connection;

    MismatchRows(Connection connection) {
        this.connection = connection;
    }

    void save(Collection<OpenMismatch> mismatches) throws SQLException {
        if (mismatches.isEmpty()) {
            return;
        }
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT);
                PreparedStatement close = connection.prepareStatement(CLOSE_OTHERS)) {
            for (OpenMismatch mismatch : mismatches) {
                String subject = ExactJson.of(SubjectDocuments.write(mismatch.subject()));
                if (mismatch.isOpen()) {
                    for (Difference difference : mismatch.differences()) {
                        bind(upsert, subject, difference, mismatch);
                        upsert.addBatch();
                    }
                }
                Timestamp at = Timestamp.from(mismatch.lastChecked());
                close.setTimestamp(1, at);
                close.setTimestamp(2, at);
                close.setString(3, subject);
                close.setString(4, subject);
                close.setTimestamp(5, mismatch.isOpen() ? at : new Timestamp(at.getTime() + 1000));
                close.addBatch();
            }
            upsert.executeBatch();
            close.executeBatch();
        }
    }

    private static void bind(PreparedStatement upsert, String subject, Difference difference, OpenMismatch mismatch)
            throws SQLException {
        upsert.setString(1, subject);
        upsert.setString(2, difference.table());
        upsert.setString(3, difference.id());
        upsert.setString(4, difference.column().orElse(""));
        upsert.setString(5, difference.field().orElse(""));
        upsert.setString(6, difference.kind().name());
        upsert.setString(7, difference.document());
        upsert.setString(8, difference.row());
        upsert.setString(9, difference.detail());
        upsert.setTimestamp(10, Timestamp.from(mismatch.firstSeen()));
        upsert.setTimestamp(11, Timestamp.from(mismatch.lastChecked()));
    }
}
