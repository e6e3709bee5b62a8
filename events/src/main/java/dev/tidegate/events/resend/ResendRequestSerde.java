package dev.tidegate.events.resend;

import dev.tidegate.mapping.bson.ExactBson;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.bson.BSONException;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

/** {@link ResendRequest}s as BSON, which keeps an {@code _id} of any type exactly. Thread-safe. */
public final class ResendRequestSerde implements Serde<ResendRequest> {
    private static final String COLLECTION = "collection";
    private static final String ID = "_id";
    private static final String STRAYS = "strays";

    @Override
    public Serializer<ResendRequest> serializer() {
        return (topic, request) -> bytes(new BsonDocument(COLLECTION, new BsonString(request.collection()))
                .append(ID, request.id())
                .append(STRAYS, StrayRows.write(request.strays())));
    }

    /** @throws SerializationException for anything that is no request */
    @Override
    public Deserializer<ResendRequest> deserializer() {
        return (topic, bytes) -> {
            try {
                BsonDocument request = ExactBson.decode(new RawBsonDocument(bytes));
                return new ResendRequest(
                        request.getString(COLLECTION).getValue(),
                        request.get(ID),
                        StrayRows.read(request.getArray(STRAYS)));
            } catch (BSONException | IllegalArgumentException | NullPointerException e) {
                throw new SerializationException("a record of " + topic + " is no request to send a document again", e);
            }
        };
    }

    static byte[] bytes(BsonDocument document) {
        var buffer = ExactBson.encode(document).getByteBuffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
