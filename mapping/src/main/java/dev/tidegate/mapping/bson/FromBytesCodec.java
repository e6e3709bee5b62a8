package dev.tidegate.mapping.bson;

import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.BsonReader;
import org.bson.BsonWriter;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.RawBsonDocumentCodec;

/**
 * Documents from their very bytes, where the driver's own decoding loses some; writes as the driver does. Thread-safe as
 * {@code decoding} is.
 */
public record FromBytesCodec(Function<RawBsonDocument, BsonDocument> decoding) implements Codec<BsonDocument> {
    private static final BsonDocumentCodec PLAIN = new BsonDocumentCodec();
    private static final RawBsonDocumentCodec RAW = new RawBsonDocumentCodec();

    @Override
    public BsonDocument decode(BsonReader reader, DecoderContext context) {
        return decoding.apply(RAW.decode(reader, context));
    }

    @Override
    public void encode(BsonWriter writer, BsonDocument value, EncoderContext context) {
        PLAIN.encode(writer, value, context);
    }

    @Override
    public Class<BsonDocument> getEncoderClass() {
        return BsonDocument.class;
    }
}
