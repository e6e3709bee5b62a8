package dev.tidegate.sink.write;

import java.sql.SQLException;

/** PostgreSQL's binary COPY format, sent on in pieces of bounded size. */
final class CopyOutput {
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final int NULL = -1;

    /** Where the bytes go. */
    interface Pipe {
        void send(byte[] bytes, int offset, int length) throws SQLException;
    }

    private final Pipe pipe;
    private final byte[] buffer = new byte[1 << 16];
    private int size;

    CopyOutput(Pipe pipe) {
        this.pipe = pipe;
    }

    void start() throws SQLException {
        bytes(HEADER, 0, HEADER.length);
    }

    void end() throws SQLException {
        int16(-1);
        flush();
    }

    void nullField() throws SQLException {
        int32(NULL);
    }

    void int8(int value) throws SQLException {
        room(1);
        buffer[size++] = (byte) value;
    }

    void int16(int value) throws SQLException {
        room(2);
        buffer[size++] = (byte) (value >> 8);
        buffer[size++] = (byte) value;
    }

    void int32(int value) throws SQLException {
        room(4);
        buffer[size++] = (byte) (value >> 24);
        buffer[size++] = (byte) (value >> 16);
        buffer[size++] = (byte) (value >> 8);
        buffer[size++] = (byte) value;
    }

    void int64(long value) throws SQLException {
        int32((int) (value >> 32));
        int32((int) value);
    }

    void bytes(byte[] bytes, int offset, int length) throws SQLException {
        if (length > buffer.length) {
            flush();
            pipe.send(bytes, offset, length);
            return;
        }
        room(length);
        System.arraycopy(bytes, offset, buffer, size, length);
        size += length;
    }

    private void room(int length) throws SQLException {
        if (size + length > buffer.length) {
            flush();
        }
    }

    private void flush() throws SQLException {
        pipe.send(buffer, 0, size);
        size = 0;
    }
}
