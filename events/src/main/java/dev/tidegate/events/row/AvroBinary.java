package dev.tidegate.events.row;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;

/** Avro's bare binary encoding, without fingerprint: for keys, whose equal values must be equal bytes. */
final class AvroBinary {
    private AvroBinary() {}

    static byte[] write(Schema schema, GenericRecord record) {
        var out = new ByteArrayOutputStream(48);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new SerializationException("cannot encode a key of " + schema.getFullName(), e);
        }
        return out.toByteArray();
    }

    static GenericRecord read(Schema schema, byte[] bytes) {
        try {
            return new GenericDatumReader<GenericRecord>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
        } catch (IOException e) {
            throw new SerializationException("no key of " + schema.getFullName(), e);
        }
    }
}
