package dev.tidegate.mapping.bson;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonReader;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;

/**
 * Reads an {@code _id} so that another one is never the same, and writes it back byte for byte. The driver's decoding
 * loses bytes that are no UTF-8, which are here as {@link ExactText} has them, and all but the last of equal names: here
 * the second {@code a} of a document is {@code a} and U+DC00, which no text that was read holds, the third has two of
 * them.
 */
public final class ExactBson {
    static final String AGAIN = "\uDC00";

    private static final String ID = "_id";
    private static final ValueCodec CODEC = new ValueCodec();
    private static final DecoderContext DECODING = DecoderContext.builder().build();
    private static final EncoderContext ENCODING = EncoderContext.builder().build();

    private ExactBson() {}

    /** The {@code _id}, or null. */
    public static BsonValue id(RawBsonDocument document) {
        BsonValue id = document.get(ID);
        return mayHoldText(id) ? exactId(document) : id;
    }

    private static BsonValue exactId(RawBsonDocument document) {
        try (BsonBinaryReader reader = new BsonBinaryReader(new ExactInput(bytes(document)))) {
            reader.readStartDocument();
            while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
                if (reader.readName().equals(ID)) {
                    return CODEC.readValue(reader, DECODING);
                }
                reader.skipValue();
            }
            return null;
        }
    }

    /** The document as the driver decodes it, but for its {@code _id}. */
    public static BsonDocument withId(RawBsonDocument document) {
        BsonDocument decoded = document.decode(CODEC.asDriver);
        if (mayHoldText(decoded.get(ID))) {
            decoded.put(ID, exactId(document));
        }
        return decoded;
    }

    private static boolean mayHoldText(BsonValue id) {
        return id != null && !id.isObjectId() && !id.isNumber();
    }

    /** A document as it was read, names and text included. */
    public static BsonDocument decode(RawBsonDocument document) {
        try (BsonBinaryReader reader = new BsonBinaryReader(new ExactInput(bytes(document)))) {
            return CODEC.decode(reader, DECODING);
        }
    }

    /** False when the driver writes other bytes for it than it was read from: its filters do not find it. */
    public static boolean isSendable(BsonValue id) {
        BsonDocument named = new BsonDocument(ID, id);
        return id.isObjectId()
                || Arrays.equals(bytes(encode(named)), bytes(new RawBsonDocument(named, CODEC.asDriver)));
    }

    /**
     * The text or document as far as the driver can send it: not behind the whole in MongoDB's order, and of its type.
     *
     * @param id text or a document
     */
    public static BsonValue sendablePart(BsonValue id) {
        if (id.isString()) {
            return new BsonString(ExactText.wholePart(id.asString().getValue()));
        }
        BsonDocument part = new BsonDocument();
        for (Map.Entry<String, BsonValue> field : id.asDocument().entrySet()) {
            BsonValue value = field.getValue();
            boolean isSendable = isSendable(value);
            if (!ExactText.isWhole(field.getKey()) || !isSendable && !value.isString() && !value.isDocument()) {
                return part;
            }
            part.put(field.getKey(), isSendable ? value : sendablePart(value));
            if (!isSendable) {
                return part;
            }
        }
        return part;
    }

    /** The document byte for byte as {@link #decode} read it. Only a whole command goes as it is through the driver. */
    public static RawBsonDocument encode(BsonDocument document) {
        try (ExactOutput out = new ExactOutput();
                BsonBinaryWriter writer = new BsonBinaryWriter(out)) {
            CODEC.asDriver.encode(writer, document, ENCODING);
            return new RawBsonDocument(out.toByteArray());
        }
    }

    private static byte[] bytes(RawBsonDocument document) {
        ByteBuffer buffer = document.getByteBuffer().asNIO();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /** Keeps equal names apart. */
    private static final class ValueCodec extends BsonDocumentCodec {
        private final BsonDocumentCodec asDriver = new BsonDocumentCodec();

        @Override
        public BsonDocument decode(BsonReader reader, DecoderContext context) {
            BsonDocument document = new BsonDocument();
            reader.readStartDocument();
            while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
                String name = reader.readName();
                while (document.containsKey(name)) {
                    name += AGAIN;
                }
                document.put(name, readValue(reader, context));
            }
            reader.readEndDocument();
            return document;
        }

        @Override
        protected BsonValue readValue(BsonReader reader, DecoderContext context) {
            return switch (reader.getCurrentBsonType()) {
                case DOCUMENT -> decode(reader, context);
                case ARRAY -> array(reader, context);
                case JAVASCRIPT_WITH_SCOPE ->
                    new BsonJavaScriptWithScope(reader.readJavaScriptWithScope(), decode(reader, context));
                default -> super.readValue(reader, context);
            };
        }

        private BsonArray array(BsonReader reader, DecoderContext context) {
            BsonArray array = new BsonArray();
            reader.readStartArray();
            while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
                array.add(readValue(reader, context));
            }
            reader.readEndArray();
            return array;
        }
    }
}
