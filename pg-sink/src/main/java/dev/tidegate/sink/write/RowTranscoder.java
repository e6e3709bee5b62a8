package dev.tidegate.sink.write;

import dev.tidegate.events.row.TableSerdes;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.Table;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.apache.avro.SchemaNormalization;

/**
 * Turns a row as it stands in a topic (Avro, single-object encoding, see {@link TableSerdes}) into a row of a binary
 * COPY, straight from bytes to bytes: text is never decoded, no value becomes an object.
 */
final class RowTranscoder {
    private static final int HEADER = 10;
    private static final int DAYS_FROM_1970_TO_2000 = 10_957;
    private static final long MILLIS_FROM_1970_TO_2000 = 946_684_800_000L;
    private static final int JSONB_VERSION = 1;

    private final Column[] columns;
    private final byte[] header;

    RowTranscoder(Table table) {
        this.columns = table.columns().toArray(Column[]::new);
        this.header = header(SchemaNormalization.parsingFingerprint64(new TableSerdes(table).avroSchema()));
    }

    /** @throws UnreadableRowException when the bytes are no row of this declaration of the table */
    void write(byte[] row, CopyOutput out) throws SQLException {
        if (row.length < HEADER || !java.util.Arrays.equals(row, 0, HEADER, header, 0, HEADER)) {
            throw new UnreadableRowException("was written from another declaration of the table");
        }
        AvroInput in = new AvroInput(row, HEADER);
        try {
            out.int16(columns.length);
            for (Column column : columns) {
                if (column.nullable() && in.readIsNull()) {
                    out.nullField();
                } else {
                    value(column.type(), in, out);
                }
            }
        } catch (IndexOutOfBoundsException e) {
            throw new UnreadableRowException("is broken: " + e.getMessage());
        }
        if (in.at != row.length) {
            throw new UnreadableRowException("has " + (row.length - in.at) + " bytes too many");
        }
    }

    /** With its length before it. */
    private static void value(ColumnType type, AvroInput in, CopyOutput out) throws SQLException {
        switch (type.kind()) {
            case SMALLINT -> {
                out.int32(2);
                out.int16((int) in.readLong());
            }
            case INTEGER -> {
                out.int32(4);
                out.int32((int) in.readLong());
            }
            case BIGINT -> {
                out.int32(8);
                out.int64(in.readLong());
            }
            case REAL -> {
                out.int32(4);
                out.int32(in.readFloatBits());
            }
            case DOUBLE -> {
                out.int32(8);
                out.int64(in.readDoubleBits());
            }
            case DATE -> {
                out.int32(4);
                out.int32((int) in.readLong() - DAYS_FROM_1970_TO_2000);
            }
            case BOOLEAN -> {
                out.int32(1);
                out.int8(in.readBoolean() ? 1 : 0);
            }
            case TIMESTAMP, TIMESTAMPTZ -> {
                out.int32(8);
                out.int64(microseconds(in.readLong()));
            }
            case UUID -> bytes(16, in, out);
            case TEXT, VARCHAR, CHAR, BYTEA, ENUM, JSON -> bytes(in.readLength(), in, out);
            case JSONB -> jsonb(in, out);
            case NUMERIC -> NumericBinary.write(text(in), out);
            case LIST -> array(type.element(), in, out);
        }
    }

    /** Beyond what 64 bits hold is beyond PostgreSQL's range too; its extremes would mean infinity. */
    private static long microseconds(long millis) {
        long since2000 = millis - MILLIS_FROM_1970_TO_2000;
        if (Math.abs(since2000) > Long.MAX_VALUE / 2000) {
            return Long.MAX_VALUE - 1;
        }
        return since2000 * 1000;
    }

    private static void bytes(int length, AvroInput in, CopyOutput out) throws SQLException {
        out.int32(length);
        out.bytes(in.bytes, in.at, length);
        in.skip(length);
    }

    private static void jsonb(AvroInput in, CopyOutput out) throws SQLException {
        int length = in.readLength();
        out.int32(length + 1);
        out.int8(JSONB_VERSION);
        out.bytes(in.bytes, in.at, length);
        in.skip(length);
    }

    private static String text(AvroInput in) {
        int length = in.readLength();
        String text = new String(in.bytes, in.at, length, StandardCharsets.UTF_8);
        in.skip(length);
        return text;
    }

    private static void array(ColumnType element, AvroInput in, CopyOutput out) throws SQLException {
        ArrayExtent extent = ArrayExtent.of(element, new AvroInput(in.bytes, in.at));
        out.int32(12 + (extent.count == 0 ? 0 : 8) + 4 * extent.count + extent.bytes);
        out.int32(extent.count == 0 ? 0 : 1);
        out.int32(extent.hasNull ? 1 : 0);
        out.int32(oid(element));
        if (extent.count > 0) {
            out.int32(extent.count);
            out.int32(1);
        }
        for (long block = in.readBlock(); block > 0; block = in.readBlock()) {
            for (long i = 0; i < block; i++) {
                if (in.readIsNull()) {
                    out.nullField();
                } else {
                    value(element, in, out);
                }
            }
        }
    }

    /** PostgreSQL's number of a type that an array can be of, the same in every database. */
    private static int oid(ColumnType element) {
        return switch (element.kind()) {
            case BOOLEAN -> 16;
            case BIGINT -> 20;
            case SMALLINT -> 21;
            case INTEGER -> 23;
            case TEXT -> 25;
            case REAL -> 700;
            case DOUBLE -> 701;
            case VARCHAR -> 1043;
            case DATE -> 1082;
            case TIMESTAMP -> 1114;
            case TIMESTAMPTZ -> 1184;
            case NUMERIC -> 1700;
            case UUID -> 2950;
            case CHAR, BYTEA, JSON, JSONB, ENUM, LIST ->
                throw new IllegalStateException("no form for COPY of a list of " + element);
        };
    }

    /** How long {@link #value} makes it, without the length itself; the value is passed over. */
    private static int length(ColumnType type, AvroInput in) throws SQLException {
        return switch (type.kind()) {
            case BOOLEAN -> skipped(in, 1, 1);
            case SMALLINT -> read(in, 2);
            case INTEGER, DATE -> read(in, 4);
            case REAL -> skipped(in, 4, 4);
            case DOUBLE -> skipped(in, 8, 8);
            case BIGINT, TIMESTAMP, TIMESTAMPTZ -> read(in, 8);
            case UUID -> skipped(in, 16, 16);
            case NUMERIC -> NumericBinary.length(text(in));
            case TEXT, VARCHAR -> {
                int length = in.readLength();
                yield skipped(in, length, length);
            }
            case CHAR, BYTEA, JSON, JSONB, ENUM, LIST ->
                throw new IllegalStateException("no form for COPY of a list of " + type);
        };
    }

    private static int skipped(AvroInput in, int bytes, int length) {
        in.skip(bytes);
        return length;
    }

    private static int read(AvroInput in, int length) {
        in.readLong();
        return length;
    }

    /** What must be known of an array before its first element is written. */
    private record ArrayExtent(int count, int bytes, boolean hasNull) {
        static ArrayExtent of(ColumnType element, AvroInput in) throws SQLException {
            int count = 0;
            int bytes = 0;
            boolean hasNull = false;
            for (long block = in.readBlock(); block > 0; block = in.readBlock()) {
                for (long i = 0; i < block; i++) {
                    count++;
                    if (in.readIsNull()) {
                        hasNull = true;
                    } else {
                        bytes += length(element, in);
                    }
                }
            }
            return new ArrayExtent(count, bytes, hasNull);
        }
    }

    private static byte[] header(long fingerprint) {
        byte[] header = new byte[HEADER];
        header[0] = (byte) 0xC3;
        header[1] = 0x01;
        for (int i = 0; i < 8; i++) {
            header[2 + i] = (byte) (fingerprint >> (8 * i));
        }
        return header;
    }
}
