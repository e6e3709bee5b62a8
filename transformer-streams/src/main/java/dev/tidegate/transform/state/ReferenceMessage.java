package dev.tidegate.transform.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Between a document with a reference and the partition where the referenced id would be: both are partitions of the same
 * topics, reached through internal topics keyed by the receiver's id.
 *
 * @param subscriber the document with the reference
 * @param asked the document that it may refer to
 * @param askedAt {@link WaitingDocument.Question#askedAt}
 */
public record ReferenceMessage(MessageKind kind, DocumentKey subscriber, DocumentKey asked, long askedAt) {

    public enum MessageKind {
        SUBSCRIBE,
        UNSUBSCRIBE,
        EXISTS,
        EXISTS_NOT
    }

    private static final MessageKind[] KINDS = MessageKind.values();

    /** The id whose partition the message must reach. */
    public String receiver() {
        boolean isRequest = kind == MessageKind.SUBSCRIBE || kind == MessageKind.UNSUBSCRIBE;
        return (isRequest ? asked : subscriber).canonicalId();
    }

    public byte[] toBytes() {
        var bytes = new ByteArrayOutputStream(80);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(kind.ordinal());
            subscriber.write(out);
            asked.write(out);
            out.writeLong(askedAt);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    public static ReferenceMessage of(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new ReferenceMessage(
                    KINDS[in.readByte()], DocumentKey.read(in), DocumentKey.read(in), in.readLong());
        } catch (IOException e) {
            throw new UncheckedIOException("a record of an internal topic is no message about a reference", e);
        }
    }
}
