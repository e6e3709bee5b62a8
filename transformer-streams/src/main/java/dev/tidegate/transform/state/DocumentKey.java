package dev.tidegate.transform.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * A document of any collection.
 *
 * @param tag the collection's
 * @param canonicalId {@link dev.tidegate.mapping.id.DocumentId#canonical}
 */
public record DocumentKey(int tag, String canonicalId) {

    /** Tag, then id: one store holds the documents of all collections. */
    public Bytes bytes() {
        byte[] id = canonicalId.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Integer.BYTES + id.length)
                .putInt(tag)
                .put(id)
                .array());
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(tag);
        Utf8.write(canonicalId, out);
    }

    static DocumentKey read(DataInputStream in) throws IOException {
        return new DocumentKey(in.readInt(), Utf8.read(in));
    }

    /** The key's prefix under which all subscribers of a document stand: with its length, so that none is in another. */
    public byte[] subscribersPrefix() {
        return inMemory(this::write);
    }

    public Bytes subscriberKey(DocumentKey subscriber) {
        return Bytes.wrap(inMemory(out -> {
            write(out);
            subscriber.write(out);
        }));
    }

    public static DocumentKey subscriberOf(Bytes subscriberKey) {
        try (var in = new DataInputStream(new ByteArrayInputStream(subscriberKey.get()))) {
            read(in);
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("a subscriber's key is damaged: remove the state directory", e);
        }
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] inMemory(Writing writing) {
        var bytes = new ByteArrayOutputStream(64);
        try (var out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }
}
