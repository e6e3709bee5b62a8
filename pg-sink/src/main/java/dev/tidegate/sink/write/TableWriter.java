package dev.tidegate.sink.write;

import dev.tidegate.mapping.declaration.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Writes rows of one table: at most one record for each key, in any order, into the caller's transaction.
 *
 * <p>Few rows go as statements, many by COPY. A COPY goes straight into the table as long as the rows are new ones, which
 * is what a snapshot brings; the first that is there already turns it into a staged upsert, for a while. Not thread-safe.
 */
public final class TableWriter {
    static final int FEW_ROWS = 64;
    private static final int FEW_BYTES = 1 << 20;
    private static final int LONGEST_AVOIDANCE = 256;
    private static final String UNIQUE_VIOLATION = "23505";

    private final Table table;
    private final RowStatements rows;
    private final CopyStatements copies;
    private int avoidance = 1;
    private int avoidDirectCopy;

    public TableWriter(Table table) {
        this.table = table;
        this.rows = new RowStatements(table);
        this.copies = new CopyStatements(table);
    }

    public Table table() {
        return table;
    }

    public void write(Connection connection, Collection<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
        List<ConsumerRecord<byte[], byte[]>> upserts = new ArrayList<>(records.size());
        List<ConsumerRecord<byte[], byte[]>> deletes = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            (record.value() == null ? deletes : upserts).add(record);
        }
        if (!deletes.isEmpty()) {
            rows.delete(connection, deletes);
        }
        if (!upserts.isEmpty()) {
            upsert(connection, upserts);
        }
    }

    /** Writes one record the way that shows most about an error: by COPY, which names the column. */
    public void writeAlone(Connection connection, ConsumerRecord<byte[], byte[]> record) throws SQLException {
        if (record.value() == null) {
            rows.delete(connection, List.of(record));
        } else {
            copies.upsert(connection, List.of(record));
        }
    }

    /** For who writes several times in one transaction: a staged row is written once. */
    public void emptyStage(Connection connection) throws SQLException {
        copies.emptyStage(connection);
    }

    /** Whether a row with the record's key is in the table. */
    public boolean exists(Connection connection, ConsumerRecord<byte[], byte[]> record) throws SQLException {
        return rows.exists(connection, record);
    }

    /** The values of the record's primary key. */
    public List<Object> key(ConsumerRecord<byte[], byte[]> record) {
        return rows.key(record);
    }

    /** The same as text that PostgreSQL reads as the columns' values. */
    public List<String> keyTexts(ConsumerRecord<byte[], byte[]> record) {
        return rows.keyTexts(record);
    }

    private void upsert(Connection connection, List<ConsumerRecord<byte[], byte[]>> upserts) throws SQLException {
        if (upserts.size() <= FEW_ROWS && bytes(upserts) <= FEW_BYTES) {
            rows.upsert(connection, upserts);
        } else if (upserts.size() <= FEW_ROWS || avoidDirectCopy > 0) {
            avoidDirectCopy = Math.max(0, avoidDirectCopy - 1);
            copies.upsert(connection, upserts);
        } else {
            insertOrUpsert(connection, upserts);
        }
    }

    private void insertOrUpsert(Connection connection, List<ConsumerRecord<byte[], byte[]>> upserts)
            throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            copies.insert(connection, upserts);
            connection.releaseSavepoint(before);
            avoidance = 1;
        } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            avoidance = Math.min(LONGEST_AVOIDANCE, 2 * avoidance);
            avoidDirectCopy = avoidance;
            copies.upsert(connection, upserts);
        }
    }

    private static long bytes(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().mapToLong(ConsumerRecord::serializedValueSize).sum();
    }
}
