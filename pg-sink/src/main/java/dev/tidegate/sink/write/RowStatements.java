package dev.tidegate.sink.write;

import dev.tidegate.events.row.RowKey;
import dev.tidegate.events.row.TableRow;
import dev.tidegate.events.row.TableSerdes;
import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.Table;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Upserts and deletes row by row in a JDBC batch: what costs least for a few rows. */
final class RowStatements {
    private final List<Column> columns;
    private final List<Column> keyColumns;
    private final Deserializer<TableRow> rows;
    private final Deserializer<RowKey> keys;
    private final String upsert;
    private final String delete;
    private final String find;

    RowStatements(Table table) {
        TableSerdes serdes = new TableSerdes(table);
        this.columns = table.columns();
        this.keyColumns = table.primaryKey().stream().map(table::column).toList();
        this.rows = serdes.row().deserializer();
        this.keys = serdes.key().deserializer();
        String name = Sql.quote(table);
        String values = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        this.upsert = UpsertSql.insertInto(table) + " VALUES (" + values + ")" + UpsertSql.onConflict(table);
        String isKey = keyColumns.stream()
                .map(column -> Sql.quote(column.name()) + " = ?")
                .collect(Collectors.joining(" AND "));
        this.delete = "DELETE FROM " + name + " WHERE " + isKey;
        this.find = "SELECT 1 FROM " + name + " WHERE " + isKey;
    }

    void upsert(Connection connection, List<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(upsert)) {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                bind(
                        statement,
                        columns,
                        rows.deserialize(record.topic(), record.value()).values());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    void delete(Connection connection, List<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(delete)) {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                bind(statement, keyColumns, key(record));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    boolean exists(Connection connection, ConsumerRecord<byte[], byte[]> record) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(find)) {
            bind(statement, keyColumns, key(record));
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    List<Object> key(ConsumerRecord<byte[], byte[]> record) {
        return keys.deserialize(record.topic(), record.key()).values();
    }

    List<String> keyTexts(ConsumerRecord<byte[], byte[]> record) {
        List<Object> values = key(record);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            texts.add(literal(keyColumns.get(i).type(), values.get(i)));
        }
        return texts;
    }

    private static void bind(PreparedStatement statement, List<Column> columns, List<Object> values)
            throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            bind(statement, i + 1, columns.get(i), values.get(i));
        }
    }

    /**
     * Text of no stated type takes the column's, NULL as well: with types that change from row to row the driver would have
     * the statement prepared anew.
     */
    private static void bind(PreparedStatement statement, int index, Column column, Object value) throws SQLException {
        statement.setObject(index, value == null ? null : literal(column.type(), value), Types.OTHER);
    }

    private static String literal(ColumnType type, Object value) {
        return switch (type.kind()) {
            case TIMESTAMP, TIMESTAMPTZ -> TimestampLiteral.of((Long) value);
            case LIST -> ArrayLiteral.of(literals(type.element(), (List<?>) value));
            case DATE -> DateLiteral.of((Integer) value);
            case BYTEA -> "\\x" + HexFormat.of().formatHex(bytes((ByteBuffer) value));
            case SMALLINT,
                    INTEGER,
                    BIGINT,
                    REAL,
                    DOUBLE,
                    NUMERIC,
                    BOOLEAN,
                    UUID,
                    TEXT,
                    VARCHAR,
                    CHAR,
                    ENUM,
                    JSON,
                    JSONB -> value.toString();
        };
    }

    private static byte[] bytes(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return bytes;
    }

    private static List<String> literals(ColumnType type, List<?> elements) {
        List<String> literals = new ArrayList<>(elements.size());
        for (Object element : elements) {
            literals.add(element == null ? null : literal(type, element));
        }
        return literals;
    }
}
