package dev.tidegate.source.stream;

import java.io.Serial;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.json.JsonWriterSettings;

/**
 * A document whose textual form is its BSON in base64, byte for byte as it was read. Nothing changes it afterwards:
 * Debezium would for its field filters alone, which are not used.
 *
 * <p>Debezium passes documents on as the text that {@link #toJson} gives. JSON loses what BSON distinguishes: a field
 * named {@code $oid} from an ObjectId, one number type from another in a key. Decoding loses text that is no UTF-8, and
 * all but the last of equal names. This form loses nothing, and costs less.
 */
final class ExactDocument extends BsonDocument {
    @Serial
    private static final long serialVersionUID = 1;

    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

    private final byte[] original;

    private ExactDocument(byte[] original, BsonDocument decoded) {
        this.original = original;
        putAll(decoded);
    }

    static ExactDocument of(RawBsonDocument document) {
        ByteBuffer buffer = document.getByteBuffer().asNIO();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return new ExactDocument(bytes, document.decode(CODEC));
    }

    @Override
    public String toJson(JsonWriterSettings settings) {
        return toJson();
    }

    @Override
    public String toJson() {
        return Base64.getEncoder().encodeToString(original);
    }

    /** @param text as {@link #toJson} gave it, or JSON as Debezium makes it of other documents */
    static RawBsonDocument read(String text) {
        if (text.startsWith("{")) {
            return RawBsonDocument.parse(text);
        }
        return new RawBsonDocument(Base64.getDecoder().decode(text));
    }

    @Override
    public ExactDocument clone() {
        return of(new RawBsonDocument(original));
    }
}
