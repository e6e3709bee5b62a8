package dev.tidegate.sink.index;

import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.sink.connect.ServerMessage;
import dev.tidegate.sink.connect.Verdict;
import dev.tidegate.sink.write.TableWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a row that a secondary index has no room for: the index is dropped and listed, for the row matters more. */
public final class OversizedRows {
    private static final Logger LOG = LoggerFactory.getLogger(OversizedRows.class);

    private final Connection connection;
    private final TableWriter writer;
    private final DroppedIndexes dropped;

    public OversizedRows(Connection connection, TableWriter writer) {
        this.connection = connection;
        this.writer = writer;
        this.dropped = new DroppedIndexes(connection);
    }

    /** @return false when no secondary index is at fault; then nothing was changed */
    public boolean write(ConsumerRecord<byte[], byte[]> record, ServerMessage error) throws SQLException {
        List<DroppedIndexes.Secondary> culprits = culprits(record);
        if (culprits.isEmpty()) {
            return false;
        }
        for (DroppedIndexes.Secondary index : culprits) {
            LOG.warn(
                    "stage=sink table={} topic={} partition={} offset={} index {} was dropped: it has no room for a row"
                            + " ({})",
                    writer.table().name(),
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    index.name(),
                    error.text());
            dropped.drop(writer.table(), index, error.text());
        }
        writer.writeAlone(connection, record);
        return true;
    }

    /** PostgreSQL does not always name the index: each is tried with all others away. */
    private List<DroppedIndexes.Secondary> culprits(ConsumerRecord<byte[], byte[]> record) throws SQLException {
        List<DroppedIndexes.Secondary> all = dropped.secondaryIndexes(writer.table());
        if (all.isEmpty() || !fitsWithout(record, all)) {
            return List.of();
        }
        List<DroppedIndexes.Secondary> culprits = new ArrayList<>();
        for (DroppedIndexes.Secondary suspect : all) {
            if (!fits(record, suspect, all)) {
                culprits.add(suspect);
            }
        }
        return culprits;
    }

    private boolean fits(
            ConsumerRecord<byte[], byte[]> record, DroppedIndexes.Secondary suspect, List<DroppedIndexes.Secondary> all)
            throws SQLException {
        return fitsWithout(
                record, all.stream().filter(index -> !index.equals(suspect)).toList());
    }

    private boolean fitsWithout(ConsumerRecord<byte[], byte[]> record, List<DroppedIndexes.Secondary> away)
            throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            for (DroppedIndexes.Secondary index : away) {
                statement.execute("DROP INDEX " + Sql.quote(writer.table().schema()) + "." + Sql.quote(index.name()));
            }
            writer.writeAlone(connection, record);
            return true;
        } catch (SQLException e) {
            if (Verdict.of(e) != Verdict.TOO_BIG) {
                throw e;
            }
            return false;
        } finally {
            connection.rollback(before);
        }
    }
}
