package dev.tidegate.validator.follow;

import dev.tidegate.mapping.bson.ExactBson;
import org.bson.BsonDocument;
import org.bson.BsonReader;
import org.bson.BsonWriter;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.RawBsonDocumentCodec;

/** Reads documents with {@link ExactBson}. Thread-safe. */
final class ExactDocumentCodec implements Codec<BsonDocument> {
    private final BsonDocumentCodec plain = new BsonDocumentCodec();
    private final RawBsonDocumentCodec raw = new RawBsonDocumentCodec();

    @Override
    public BsonDocument decode(BsonReader reader, DecoderContext context) {
        return ExactBson.decode(raw.decode(reader, context));
    }

    @Override
    public void encode(BsonWriter writer, BsonDocument value, EncoderContext context) {
        plain.encode(writer, value, context);
    }

    @Override
    public Class<BsonDocument> getEncoderClass() {
        return BsonDocument.class;
    }
}
