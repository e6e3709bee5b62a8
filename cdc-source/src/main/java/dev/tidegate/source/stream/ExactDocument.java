package dev.tidegate.source.stream;

import java.io.Serial;
import java.util.Base64;
import org.bson.BsonDocument;
import org.bson.BsonDocumentReader;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.json.JsonWriterSettings;

/**
 * A document whose textual form is its BSON in base64.
 *
 * <p>Debezium passes documents on as the text that {@link #toJson} gives. JSON loses what BSON tells apart: a field
 * named {@code $oid} from an ObjectId, one number type from another in a key. This form loses nothing, and costs less.
 */
final class ExactDocument extends BsonDocument {
    @Serial
    private static final long serialVersionUID = 1;

    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

    @Override
    public String toJson(JsonWriterSettings settings) {
        return toJson();
    }

    @Override
    public String toJson() {
        RawBsonDocument raw = new RawBsonDocument(this, CODEC);
        byte[] bytes = new byte[raw.getByteBuffer().remaining()];
        raw.getByteBuffer().get(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** @param text as {@link #toJson} gave it, or JSON as Debezium makes it of other documents */
    static RawBsonDocument read(String text) {
        if (text.startsWith("{")) {
            return RawBsonDocument.parse(text);
        }
        return new RawBsonDocument(Base64.getDecoder().decode(text));
    }

    static ExactDocument of(BsonDocument document) {
        ExactDocument exact = new ExactDocument();
        exact.putAll(document);
        return exact;
    }

    @Override
    public ExactDocument clone() {
        return of(CODEC.decode(
                new BsonDocumentReader(this),
                org.bson.codecs.DecoderContext.builder().build()));
    }
}
