package dev.tidegate.events.row;

import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.Table;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.MissingSchemaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Avro serdes of one table's keys and rows, with schemas derived from the table's declaration.
 *
 * <p>Values are in Avro's single-object encoding: its fingerprint distinguishes a row that was written from another declaration
 * of the table, which is refused. Keys are bare Avro binary (their bytes decide the partition). Thread-safe.
 */
public final class TableSerdes {
    private final Table table;
    private final RowSchema keySchema;
    private final RowSchema rowSchema;
    private final BinaryMessageEncoder<GenericRecord> rowEncoder;
    private final BinaryMessageDecoder<GenericRecord> rowDecoder;

    public TableSerdes(Table table) {
        this.table = table;
        List<Column> keyColumns = table.primaryKey().stream().map(table::column).toList();
        this.keySchema = RowSchema.of(table.name() + "_key", keyColumns);
        this.rowSchema = RowSchema.of(table.name(), table.columns());
        this.rowEncoder = new BinaryMessageEncoder<>(GenericData.get(), rowSchema.avro());
        this.rowDecoder = new BinaryMessageDecoder<>(GenericData.get(), rowSchema.avro());
    }

    /** The Avro schema that rows of this table are written with. */
    public Schema avroSchema() {
        return rowSchema.avro();
    }

    public Serde<RowKey> key() {
        return Serdes.serdeFrom(
                (topic, key) -> key == null ? null : encodeKey(key),
                (topic, bytes) -> bytes == null ? null : decodeKey(bytes));
    }

    public Serde<TableRow> row() {
        return Serdes.serdeFrom(
                (topic, row) -> row == null ? null : encodeRow(row),
                (topic, bytes) -> bytes == null ? null : decodeRow(topic, bytes));
    }

    /** The key of a row of this table. */
    public RowKey keyOf(TableRow row) {
        List<Object> key = new ArrayList<>();
        for (String name : table.primaryKey()) {
            key.add(RowKey.part(table.column(name).type().kind(), row.values().get(indexOf(name))));
        }
        return new RowKey(key);
    }

    private int indexOf(String column) {
        return table.columns().indexOf(table.column(column));
    }

    private byte[] encodeKey(RowKey key) {
        List<Object> parts = new ArrayList<>(key.values().size());
        for (int i = 0; i < key.values().size(); i++) {
            parts.add(RowKey.part(
                    keySchema.columns().get(i).type().kind(), key.values().get(i)));
        }
        return AvroBinary.write(keySchema.avro(), keySchema.toAvro(parts));
    }

    private RowKey decodeKey(byte[] bytes) {
        return new RowKey(keySchema.fromAvro(AvroBinary.read(keySchema.avro(), bytes)));
    }

    private byte[] encodeRow(TableRow row) {
        try {
            ByteBuffer encoded = rowEncoder.encode(rowSchema.toAvro(row.values()));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new SerializationException("cannot encode a row of " + table.name(), e);
        }
    }

    private TableRow decodeRow(String topic, byte[] bytes) {
        try {
            return new TableRow(rowSchema.fromAvro(rowDecoder.decode(bytes, null)));
        } catch (MissingSchemaException e) {
            throw new SerializationException(
                    topic + " holds rows of another declaration of table " + table.name()
                            + ": the migration file was changed; start a new generation",
                    e);
        } catch (IOException e) {
            throw new SerializationException("a record of " + topic + " is no row of " + table.name(), e);
        }
    }
}
