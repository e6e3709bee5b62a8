package dev.tidegate.events.raw;

import dev.tidegate.events.raw.RawChange.Operation;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.bson.RawBsonDocument;

/** Avro single-object encoding of {@link RawChange}; the document is carried as its BSON bytes. Thread-safe. */
public final class RawChangeSerde implements Serde<RawChange> {
    static final Schema SCHEMA = SchemaBuilder.record("RawChange")
            .namespace("dev.tidegate.events.raw")
            .fields()
            .requiredInt("operation")
            .requiredBytes("document")
            .endRecord();
    private static final Operation[] OPERATIONS = Operation.values();

    private final BinaryMessageEncoder<GenericRecord> encoder = new BinaryMessageEncoder<>(GenericData.get(), SCHEMA);
    private final BinaryMessageDecoder<GenericRecord> decoder = new BinaryMessageDecoder<>(GenericData.get(), SCHEMA);

    @Override
    public Serializer<RawChange> serializer() {
        return (topic, change) -> change == null ? null : encode(topic, change);
    }

    @Override
    public Deserializer<RawChange> deserializer() {
        return (topic, bytes) -> bytes == null ? null : decode(topic, bytes);
    }

    private byte[] encode(String topic, RawChange change) {
        GenericRecord avro = new GenericData.Record(SCHEMA);
        avro.put("operation", change.operation().ordinal());
        avro.put("document", change.document().getByteBuffer().asNIO());
        try {
            ByteBuffer encoded = encoder.encode(avro);
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new SerializationException("cannot encode a change for " + topic, e);
        }
    }

    private RawChange decode(String topic, byte[] bytes) {
        try {
            GenericRecord avro = decoder.decode(bytes, null);
            ByteBuffer document = (ByteBuffer) avro.get("document");
            byte[] bson = new byte[document.remaining()];
            document.get(bson);
            return new RawChange(OPERATIONS[(int) avro.get("operation")], new RawBsonDocument(bson));
        } catch (IOException e) {
            throw new SerializationException("a record of " + topic + " is no Avro RawChange", e);
        }
    }
}
