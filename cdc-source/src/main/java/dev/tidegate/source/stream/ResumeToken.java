package dev.tidegate.source.stream;

import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.source.position.ClusterTime;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * A change stream's resume token: MongoDB's KeyString, whose first value is the cluster time.
 *
 * @param data hex
 */
record ResumeToken(String data) {
    private static final int TIMESTAMP_TYPE = 0x82;
    private static final int HEX_DIGITS_OF_TYPE_AND_TIME = 2 + 2 * Long.BYTES;
    private static final int NO_EVENT = -1;

    /** @param offset Debezium's, with the token's BSON in base64 */
    static ResumeToken of(Map<String, ?> offset) {
        Object token = offset.get("resume_token");
        if (token == null) {
            throw new IllegalArgumentException("Debezium's offset has no resume token, only " + offset.keySet());
        }
        BsonValue data = new RawBsonDocument(Base64.getDecoder().decode(token.toString())).get("_data");
        return new ResumeToken(
                switch (data.getBsonType()) {
                    case STRING -> data.asString().getValue();
                    case BINARY -> HexFormat.of().formatHex(data.asBinary().getData());
                    default -> throw new IllegalArgumentException("a resume token's _data is " + data.getBsonType());
                });
    }

    /**
     * The cluster time up to which every change has come when the stream stands at this offset. All events of one
     * transaction, and of writes that the server groups, have one cluster time: after an event only what is before its
     * time is certain, until the server had nothing more to give (Debezium notes no time of an event then).
     */
    static SourcePosition completeUpTo(Map<String, ?> offset) {
        SourcePosition seen = of(offset).position();
        return Integer.valueOf(NO_EVENT).equals(offset.get("sec")) ? seen : ClusterTime.position(seen.value() - 1);
    }

    SourcePosition position() {
        byte[] head = HexFormat.of().parseHex(data.substring(0, HEX_DIGITS_OF_TYPE_AND_TIME));
        if ((head[0] & 0xFF) != TIMESTAMP_TYPE) {
            throw new IllegalArgumentException("a resume token does not begin with a timestamp: " + data);
        }
        return ClusterTime.position(ByteBuffer.wrap(head, 1, Long.BYTES).getLong());
    }
}
