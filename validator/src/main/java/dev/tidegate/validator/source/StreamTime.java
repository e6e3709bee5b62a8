package dev.tidegate.validator.source;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** The cluster time inside a change stream's resume token: MongoDB's KeyString begins with it. */
final class StreamTime {
    private static final int TIMESTAMP_TYPE = 0x82;
    private static final int TYPE_AND_TIME = 1 + Long.BYTES;

    private StreamTime() {}

    static long of(BsonDocument token) {
        BsonValue data = token.get("_data");
        byte[] bytes = data.isBinary()
                ? data.asBinary().getData()
                : HexFormat.of().parseHex(data.asString().getValue().substring(0, 2 * TYPE_AND_TIME));
        if ((bytes[0] & 0xFF) != TIMESTAMP_TYPE) {
            throw new IllegalArgumentException("a resume token does not begin with a timestamp");
        }
        return ByteBuffer.wrap(bytes, 1, Long.BYTES).getLong();
    }
}
