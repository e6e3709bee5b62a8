package dev.tidegate.sink.write;

import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.Table;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes many rows by binary COPY: straight into the table, or by way of a temporary one when rows may be there. */
final class CopyStatements {
    private final RowTranscoder transcoder;
    private final String copyIntoTable;
    private final String createStage;
    private final String emptyStage;
    private final String copyIntoStage;
    private final String upsertFromStage;
    private boolean isStaged;

    CopyStatements(Table table) {
        this.transcoder = new RowTranscoder(table);
        String name = Sql.quote(table);
        String stage = "pg_temp." + Sql.quote(stage(name));
        String columns = UpsertSql.columns(table);
        this.copyIntoTable = "COPY " + name + " (" + columns + ") FROM STDIN (FORMAT binary)";
        this.createStage = "CREATE TEMPORARY TABLE IF NOT EXISTS " + stage + " ON COMMIT DELETE ROWS AS SELECT "
                + columns + " FROM " + name + " WITH NO DATA";
        this.emptyStage = "DELETE FROM " + stage;
        this.copyIntoStage = "COPY " + stage + " (" + columns + ") FROM STDIN (FORMAT binary)";
        this.upsertFromStage =
                UpsertSql.insertInto(table) + " SELECT " + columns + " FROM " + stage + UpsertSql.onConflict(table);
    }

    /** A digest alone: PostgreSQL would cut the names of two long tables to the same. */
    private static String stage(String table) {
        return "stage_" + UUID.nameUUIDFromBytes(table.getBytes(StandardCharsets.UTF_8));
    }

    /** Fails with 23505 when one of the rows is there already. */
    void insert(Connection connection, List<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
        copy(connection, copyIntoTable, records);
    }

    void upsert(Connection connection, List<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(createStage);
            copy(connection, copyIntoStage, records);
            isStaged = true;
            statement.executeUpdate(upsertFromStage);
        }
    }

    /** Before another upsert in the same transaction, which would else write the rows of this one again. */
    void emptyStage(Connection connection) throws SQLException {
        if (!isStaged) {
            return;
        }
        isStaged = false;
        try (Statement statement = connection.createStatement()) {
            statement.execute(createStage);
            statement.execute(emptyStage);
        }
    }

    private void copy(Connection connection, String sql, List<ConsumerRecord<byte[], byte[]>> records)
            throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            CopyOutput out = new CopyOutput(copy::writeToCopy);
            out.start();
            for (ConsumerRecord<byte[], byte[]> record : records) {
                write(record, out);
            }
            out.end();
            copy.endCopy();
        } catch (SQLException | RuntimeException e) {
            cancel(copy, e);
            throw e;
        }
    }

    private void write(ConsumerRecord<byte[], byte[]> record, CopyOutput out) throws SQLException {
        try {
            transcoder.write(record.value(), out);
        } catch (UnreadableRowException e) {
            throw new UnreadableRowException(record.topic(), record.partition(), record.offset(), e);
        }
    }

    private static void cancel(CopyIn copy, Exception cause) {
        try {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
