package dev.tidegate.transform.topology;

import dev.tidegate.events.row.RowKey;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;

/**
 * An edge of any junction that is fed by both ends.
 *
 * @param union index in {@link TableTopics#unions}
 * @param first the primary key's first column
 */
record EdgeKey(int union, UUID first, UUID second) {
    private static final int LENGTH = Short.BYTES + 4 * Long.BYTES;

    static EdgeKey of(int union, RowKey key) {
        return new EdgeKey(
                union, (UUID) key.values().get(0), (UUID) key.values().get(1));
    }

    static EdgeKey of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new EdgeKey(in.getShort(), new UUID(in.getLong(), in.getLong()), new UUID(in.getLong(), in.getLong()));
    }

    byte[] bytes() {
        return ByteBuffer.allocate(LENGTH)
                .putShort((short) union)
                .putLong(first.getMostSignificantBits())
                .putLong(first.getLeastSignificantBits())
                .putLong(second.getMostSignificantBits())
                .putLong(second.getLeastSignificantBits())
                .array();
    }

    Bytes storeKey() {
        return Bytes.wrap(bytes());
    }

    RowKey rowKey() {
        return new RowKey(List.of(first, second));
    }
}
