package dev.tidegate.sink.refused;

import dev.tidegate.sink.connect.ServerMessage;
import dev.tidegate.sink.connect.Verdict;
import dev.tidegate.sink.index.OversizedRows;
import dev.tidegate.sink.write.TableBatch;
import dev.tidegate.sink.write.TableWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Writes a table's batch that holds rows which PostgreSQL refuses: halves it until each of them is alone, and writes all
 * others. In the place of a refused row stands the newest version before it in the batch that is not refused, just as if
 * the batch had been cut between them.
 */
public final class Bisection {
    private final Connection connection;
    private final TableWriter writer;
    private final TableBatch batch;
    private final List<RefusedRow> refused = new ArrayList<>();

    public Bisection(Connection connection, TableWriter writer, TableBatch batch) {
        this.connection = connection;
        this.writer = writer;
        this.batch = batch;
    }

    /**
     * @return the rows that were refused
     * @throws SQLException when it is no matter of data; the caller rolls back
     */
    public List<RefusedRow> write() throws SQLException {
        write(List.copyOf(batch.latest()));
        return refused;
    }

    private void write(List<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
        if (records.size() == 1) {
            writeAlone(records.get(0));
            return;
        }
        Savepoint before = connection.setSavepoint();
        try {
            writer.write(connection, records);
            writer.emptyStage(connection);
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            rollback(before, e);
            int half = records.size() / 2;
            write(records.subList(0, half));
            write(records.subList(half, records.size()));
        }
    }

    private void writeAlone(ConsumerRecord<byte[], byte[]> record) throws SQLException {
        SQLException error = attempt(record);
        if (error == null) {
            return;
        }
        for (ConsumerRecord<byte[], byte[]> earlier : batch.before(record)) {
            if (attempt(earlier) == null) {
                break;
            }
        }
        refused.add(new RefusedRow(
                writer.table(),
                record,
                writer.keyTexts(record),
                ServerMessage.of(error),
                writer.exists(connection, record)));
    }

    private SQLException attempt(ConsumerRecord<byte[], byte[]> record) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            writer.writeAlone(connection, record);
            writer.emptyStage(connection);
            connection.releaseSavepoint(before);
            return null;
        } catch (SQLException e) {
            rollback(before, e);
            boolean written = Verdict.of(e) == Verdict.TOO_BIG
                    && new OversizedRows(connection, writer).write(record, ServerMessage.of(e));
            writer.emptyStage(connection);
            return written ? null : e;
        }
    }

    private void rollback(Savepoint before, SQLException error) throws SQLException {
        Verdict verdict = Verdict.of(error);
        if (verdict == Verdict.RETRY || verdict == Verdict.STOP) {
            throw error;
        }
        connection.rollback(before);
    }
}
