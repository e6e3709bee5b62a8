package dev.tidegate.mapping.bson;

import java.nio.ByteBuffer;
import org.bson.ByteBufNIO;
import org.bson.io.BsonInput;
import org.bson.io.BsonInputMark;
import org.bson.io.ByteBufferBsonInput;
import org.bson.types.ObjectId;

/** Reads BSON as the driver does, but text as {@link ExactText}. */
final class ExactInput implements BsonInput {
    private final byte[] bytes;
    private final ByteBufferBsonInput in;

    ExactInput(byte[] bytes) {
        this.bytes = bytes;
        this.in = new ByteBufferBsonInput(new ByteBufNIO(ByteBuffer.wrap(bytes)));
    }

    @Override
    public String readString() {
        int length = in.readInt32();
        int from = in.getPosition();
        in.skip(length);
        return ExactText.decode(bytes, from, length - 1);
    }

    @Override
    public String readCString() {
        int from = in.getPosition();
        in.skipCString();
        return ExactText.decode(bytes, from, in.getPosition() - 1 - from);
    }

    @Override
    public int getPosition() {
        return in.getPosition();
    }

    @Override
    public byte readByte() {
        return in.readByte();
    }

    @Override
    public void readBytes(byte[] into) {
        in.readBytes(into);
    }

    @Override
    public void readBytes(byte[] into, int offset, int length) {
        in.readBytes(into, offset, length);
    }

    @Override
    public long readInt64() {
        return in.readInt64();
    }

    @Override
    public double readDouble() {
        return in.readDouble();
    }

    @Override
    public int readInt32() {
        return in.readInt32();
    }

    @Override
    public ObjectId readObjectId() {
        return in.readObjectId();
    }

    @Override
    public void skipCString() {
        in.skipCString();
    }

    @Override
    public void skip(int length) {
        in.skip(length);
    }

    @Override
    public BsonInputMark getMark(int limit) {
        return in.getMark(limit);
    }

    @Override
    public boolean hasRemaining() {
        return in.hasRemaining();
    }

    @Override
    public void close() {
        in.close();
    }
}
