package dev.tidegate.sink.refused;

import dev.tidegate.events.row.RowHeaders.Origin;
import dev.tidegate.mapping.declaration.Migration;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * {@code tidegate.refused_row}: rows whose last version PostgreSQL did not take, by topic and key. A later version that
 * it takes, or the row's delete, clears it. Only the partition's owner writes here.
 */
public final class RefusedRows {
    private static final String REFUSE = """
            INSERT INTO tidegate.refused_row AS r (topic, key, partition, "offset", collection, document_id, "table",
                row_key, deleted, field, sqlstate, "constraint", message, stale, first_seen, last_seen)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, now(), now())
            ON CONFLICT (topic, key_digest) DO UPDATE SET partition = EXCLUDED.partition, "offset" = EXCLUDED."offset",
                collection = EXCLUDED.collection, document_id = EXCLUDED.document_id, deleted = EXCLUDED.deleted,
                field = EXCLUDED.field, sqlstate = EXCLUDED.sqlstate, "constraint" = EXCLUDED."constraint",
                message = EXCLUDED.message, stale = EXCLUDED.stale, last_seen = EXCLUDED.last_seen,
                first_seen = CASE WHEN (r.collection, r.document_id) = (EXCLUDED.collection, EXCLUDED.document_id)
                    THEN r.first_seen ELSE EXCLUDED.first_seen END""";
    private static final String CLEAR =
            "DELETE FROM tidegate.refused_row WHERE topic = ? AND key_digest IN (SELECT sha256(key) FROM unnest(?) AS key)"
                    + " RETURNING collection, document_id";
    private static final String DOCUMENT_OF =
            "SELECT collection, document_id FROM tidegate.refused_row WHERE topic = ? AND key_digest = sha256(?)";
    private static final String ANY = "SELECT 1 FROM tidegate.refused_row WHERE topic = ? AND partition = ? LIMIT 1";

    private final FieldNames fields;

    public RefusedRows(Migration migration) {
        this.fields = new FieldNames(migration);
    }

    public static boolean any(Connection connection, TopicPartition partition) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ANY)) {
            statement.setString(1, partition.topic());
            statement.setInt(2, partition.partition());
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** @return the documents whose dead letter has to be made anew */
    public Set<Origin> refuse(Connection connection, List<RefusedRow> rows) throws SQLException {
        Set<Origin> documents = new LinkedHashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(REFUSE)) {
            for (RefusedRow row : rows) {
                documents.addAll(documentsBefore(connection, row.record()));
                documents.add(row.document());
                bind(statement, row);
                statement.executeUpdate();
            }
        }
        return documents;
    }

    /** @return the documents whose rows were cleared */
    public Set<Origin> clear(Connection connection, String topic, Collection<byte[]> keys) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CLEAR)) {
            statement.setString(1, topic);
            statement.setArray(2, connection.createArrayOf("bytea", keys.toArray(byte[][]::new)));
            return documents(statement);
        }
    }

    private void bind(PreparedStatement statement, RefusedRow row) throws SQLException {
        Origin document = row.document();
        Optional<String> field =
                row.error().column().flatMap(column -> fields.field(row.table().name(), column));
        statement.setString(1, row.record().topic());
        statement.setBytes(2, row.record().key());
        statement.setInt(3, row.record().partition());
        statement.setLong(4, row.record().offset());
        statement.setString(5, document.collection());
        statement.setString(6, document.documentId());
        statement.setString(7, row.tableName());
        statement.setArray(
                8, statement.getConnection().createArrayOf("text", row.key().toArray()));
        statement.setBoolean(9, row.isDelete());
        statement.setString(10, field.orElse(null));
        statement.setString(11, row.error().sqlState());
        statement.setString(12, row.error().constraint().orElse(null));
        statement.setString(13, row.text());
        statement.setBoolean(14, row.stale());
    }

    /** A row may have come from another document last time: an edge is held by either end. */
    private static Set<Origin> documentsBefore(Connection connection, ConsumerRecord<byte[], byte[]> record)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DOCUMENT_OF)) {
            statement.setString(1, record.topic());
            statement.setBytes(2, record.key());
            return documents(statement);
        }
    }

    private static Set<Origin> documents(PreparedStatement statement) throws SQLException {
        Set<Origin> documents = new LinkedHashSet<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                documents.add(new Origin(row.getString(1), row.getString(2)));
            }
        }
        return documents;
    }
}
