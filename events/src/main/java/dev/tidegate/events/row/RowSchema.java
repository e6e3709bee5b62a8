package dev.tidegate.events.row;

import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * The Avro form of a list of columns. Fields are {@code c0}, {@code c1}, …, each with the column's name as its doc: column
 * names need not be Avro names.
 */
record RowSchema(Schema avro, List<Column> columns) {
    private static final String NAMESPACE = "dev.tidegate.row";
    private static final Schema UUID_BYTES = Schema.createFixed("Uuid", null, NAMESPACE, 16);
    private static final Schema NULL = Schema.create(Schema.Type.NULL);

    static RowSchema of(String name, List<Column> columns) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Column column : columns) {
            Schema type = schema(column.type());
            Schema union = column.nullable() ? Schema.createUnion(NULL, type) : type;
            Schema.Field field = new Schema.Field("c" + fields.size(), union, column.name());
            field.addProp("column", column.name());
            field.addProp("columnType", column.type().toString());
            fields.add(field);
        }
        Schema record = Schema.createRecord("Row_" + hex(name), name, NAMESPACE, false, fields);
        return new RowSchema(record, List.copyOf(columns));
    }

    GenericRecord toAvro(List<Object> values) {
        if (values.size() != columns.size()) {
            throw new IllegalArgumentException(
                    avro.getDoc() + " has " + columns.size() + " columns, the row has " + values.size() + " values");
        }
        GenericRecord record = new GenericData.Record(avro);
        for (int i = 0; i < values.size(); i++) {
            record.put(i, toAvro(columns.get(i), values.get(i)));
        }
        return record;
    }

    List<Object> fromAvro(GenericRecord record) {
        List<Object> values = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            values.add(fromAvro(columns.get(i).type(), record.get(i)));
        }
        return values;
    }

    private static Schema schema(ColumnType type) {
        return switch (type.kind()) {
            case SMALLINT, INTEGER -> Schema.create(Schema.Type.INT);
            case BIGINT -> Schema.create(Schema.Type.LONG);
            case REAL -> Schema.create(Schema.Type.FLOAT);
            case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
            case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
            case DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
            case TIMESTAMP, TIMESTAMPTZ -> LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
            case NUMERIC, TEXT, VARCHAR, CHAR, ENUM, JSON, JSONB -> Schema.create(Schema.Type.STRING);
            case BYTEA -> Schema.create(Schema.Type.BYTES);
            case UUID -> UUID_BYTES;
            case LIST -> Schema.createArray(Schema.createUnion(NULL, schema(type.element())));
        };
    }

    private Object toAvro(Column column, Object value) {
        if (value == null) {
            if (!column.nullable()) {
                throw new IllegalArgumentException(
                        "null for the required column " + column.name() + " of " + avro.getDoc());
            }
            return null;
        }
        return toAvro(column.type(), value);
    }

    private static Object toAvro(ColumnType type, Object value) {
        return switch (type.kind()) {
            case UUID -> fixed((UUID) value);
            case LIST -> list(value, element -> toAvro(type.element(), element));
            default -> value;
        };
    }

    private static Object fromAvro(ColumnType type, Object value) {
        if (value == null) {
            return null;
        }
        return switch (type.kind()) {
            case UUID -> uuid(value);
            case LIST -> list(value, element -> fromAvro(type.element(), element));
            case NUMERIC, TEXT, VARCHAR, CHAR, ENUM, JSON, JSONB -> value.toString();
            default -> value;
        };
    }

    private static List<Object> list(Object value, UnaryOperator<Object> element) {
        List<Object> list = new ArrayList<>();
        for (Object each : (List<?>) value) {
            list.add(each == null ? null : element.apply(each));
        }
        return list;
    }

    private static GenericData.Fixed fixed(UUID uuid) {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return new GenericData.Fixed(UUID_BYTES, bytes);
    }

    private static UUID uuid(Object value) {
        ByteBuffer bytes = ByteBuffer.wrap(((GenericData.Fixed) value).bytes());
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static String hex(String name) {
        StringBuilder safe = new StringBuilder();
        for (char c : name.toCharArray()) {
            safe.append(c < 128 && Character.isLetterOrDigit(c) ? String.valueOf(c) : String.format("_%04x", (int) c));
        }
        return safe.toString();
    }
}
