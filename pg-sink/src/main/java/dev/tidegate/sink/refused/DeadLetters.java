package dev.tidegate.sink.refused;

import dev.tidegate.events.row.RowHeaders.Origin;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.reason.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;

/**
 * {@code tidegate.dead_letter} has two sources: the letters that come through its topic, and the rows that the sink
 * itself had refused. A document's letter is the topic's when it has one; else it is made of its refused rows; else there
 * is none. That rule does not ask for the order in which things came, so a tombstone in the topic never
 * takes a refused row's letter with it, and a row that is good again never takes the transformer's.
 *
 * <p>The transformer says that an older version is still there when it has given one; it does not know whether that one
 * was taken. Where the document's own row was refused, and no version before it taken, its letter is put right.
 */
public final class DeadLetters {
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('tidegate.dead_letter', 0))";
    private static final String DELETE_OWN = """
            DELETE FROM tidegate.dead_letter d
            USING unnest(?, ?) AS doc (collection, document_id)
            WHERE d.collection = doc.collection AND d.document_id = doc.document_id AND d.stage = 'sink'""";
    /** Names the first rows only: a document may have a million. */
    private static final String INSERT_OWN = """
            INSERT INTO tidegate.dead_letter (collection, document_id, stage, reason, field, sqlstate, message, topic,
                partition, "offset", stale, first_seen, last_seen)
            SELECT doc.collection, doc.document_id, 'sink', '%s', first.field, first.sqlstate,
                concat('PostgreSQL refused ',
                    CASE refused.rows WHEN 1 THEN 'a row' ELSE refused.rows || ' rows' END,
                    ' of this document: ', named.rows,
                    CASE WHEN refused.rows > 5
                        THEN '; and ' || refused.rows - 5 || ' more, see tidegate.refused_row' END,
                    '. All its other rows are those of its last version. Correct the document, its next version is tried',
                    ' by itself; or change in PostgreSQL what refuses the rows, then run ''tidegate errors replay'''),
                first.topic, first.partition, first."offset", refused.stale, refused.first_seen, refused.last_seen
            FROM unnest(?, ?) AS doc (collection, document_id)
            CROSS JOIN LATERAL (
                SELECT count(*) AS rows, bool_or(r.stale) AS stale, min(r.first_seen) AS first_seen,
                    max(r.last_seen) AS last_seen
                FROM tidegate.refused_row r
                WHERE r.collection = doc.collection AND r.document_id = doc.document_id) AS refused
            CROSS JOIN LATERAL (
                SELECT string_agg(r.message, '; ' ORDER BY r.topic, r.partition, r."offset") AS rows
                FROM (SELECT * FROM tidegate.refused_row
                    WHERE collection = doc.collection AND document_id = doc.document_id
                    ORDER BY topic, partition, "offset" LIMIT 5) AS r) AS named
            CROSS JOIN LATERAL (
                SELECT * FROM tidegate.refused_row r
                WHERE r.collection = doc.collection AND r.document_id = doc.document_id
                ORDER BY r.topic, r.partition, r."offset" LIMIT 1) AS first
            ON CONFLICT (digest) DO NOTHING""".formatted(Reason.REFUSED_BY_TARGET.code());

    private static final String CORRECT_STALE = """
            UPDATE tidegate.dead_letter d SET stale = false
            FROM tidegate.refused_row r
            JOIN unnest(?, ?) AS doc (collection, document_id)
                ON r.collection = doc.collection AND r.document_id = doc.document_id
            WHERE d.collection = r.collection AND d.document_id = r.document_id AND d.stage <> 'sink' AND d.stale
                AND NOT r.stale AND r.topic = ANY (?)""";

    private final Object[] entityTopics;

    public DeadLetters(Migration migration) {
        Topics topics = new Topics(migration.name());
        // Children and junctions have keys of two columns.
        this.entityTopics = migration.tables().stream()
                .filter(table -> table.primaryKey().size() == 1)
                .map(topics::table)
                .toArray();
    }

    /**
     * Keeps other transactions from the letters until this one ends: the two sources are in partitions that different
     * workers may have, and each must see what the other has done.
     */
    public static void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(LOCK);
        }
    }

    /** Applies the rule to these documents, after the topic's letters and the refused rows are written. */
    public void settle(Connection connection, Collection<Origin> documents) throws SQLException {
        for (String sql : new String[] {DELETE_OWN, INSERT_OWN}) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                Documents.bind(statement, documents);
                statement.executeUpdate();
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(CORRECT_STALE)) {
            Documents.bind(statement, documents);
            statement.setArray(3, connection.createArrayOf("text", entityTopics));
            statement.executeUpdate();
        }
    }
}
