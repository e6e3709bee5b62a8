package dev.tidegate.events.reread;

import dev.tidegate.mapping.bson.ExactBson;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.bson.BSONException;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

/** {@link RereadRequest}s as BSON, which keeps an {@code _id} of any type exactly. Thread-safe. */
public final class RereadRequestSerde implements Serde<RereadRequest> {
    private static final String COLLECTION = "collection";
    private static final String ID = "_id";
    private static final String ORPHANS = "strays";

    @Override
    public Serializer<RereadRequest> serializer() {
        return (topic, request) -> bytes(new BsonDocument(COLLECTION, new BsonString(request.collection()))
                .append(ID, request.id())
                .append(ORPHANS, OrphanRows.write(request.orphans())));
    }

    /** @throws SerializationException for anything that is no request */
    @Override
    public Deserializer<RereadRequest> deserializer() {
        return (topic, bytes) -> {
            try {
                BsonDocument request = ExactBson.decode(new RawBsonDocument(bytes));
                return new RereadRequest(
                        request.getString(COLLECTION).getValue(),
                        request.get(ID),
                        OrphanRows.read(request.getArray(ORPHANS)));
            } catch (BSONException | IllegalArgumentException | NullPointerException e) {
                throw new SerializationException("a record of " + topic + " is no request to re-read a document", e);
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
