package dev.tidegate.mapping.id;

import dev.tidegate.mapping.declaration.CollectionMapping;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.bson.types.ObjectId;

/**
 * The UUIDs of one collection's documents.
 *
 * <p>An ObjectId's 96 bits and the collection's 26-bit tag fill the 122 free bits of a UUIDv8 (RFC 9562): custom_a takes
 * bits 0–47, custom_b bits 48–59, custom_c the last 36 bits and the tag. The UUID is deterministic, sorts as the
 * ObjectId does and decodes back to it.
 */
public record CollectionIds(String collection, int tag) {
    public static final int TAG_BITS = 26;
    private static final int TAG_MASK = (1 << TAG_BITS) - 1;

    public CollectionIds {
        if (tag < 0 || tag > TAG_MASK) {
            throw new IllegalArgumentException("tag of " + collection + " is not in 0…" + TAG_MASK + ": " + tag);
        }
    }

    public static CollectionIds of(CollectionMapping collection) {
        return new CollectionIds(collection.source(), collection.tag());
    }

    /** The first 26 bits of the SHA-256 of the collection's name in UTF-8. */
    public static int defaultTag(String collection) {
        byte[] digest = sha256(collection.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest).getInt() >>> (Integer.SIZE - TAG_BITS);
    }

    public UUID uuid(ObjectId id) {
        ByteBuffer bytes = ByteBuffer.wrap(id.toByteArray());
        long high = bytes.getLong();
        long low = Integer.toUnsignedLong(bytes.getInt());
        long customA = high >>> 16;
        long customB = (high >>> 4) & 0xFFF;
        long last36 = ((high & 0xF) << 32) | low;
        return new UUID(customA << 16 | 0x8000L | customB, 0x8000_0000_0000_0000L | last36 << TAG_BITS | tag);
    }

    /** True when {@link #objectId} can decode it: version 8, RFC variant, this collection's tag. */
    public boolean isOwn(UUID uuid) {
        return uuid.version() == 8 && uuid.variant() == 2 && (uuid.getLeastSignificantBits() & TAG_MASK) == tag;
    }

    /** The ObjectId inside a UUID of any collection's making. */
    public static ObjectId objectId(UUID uuid) {
        if (uuid.version() != 8 || uuid.variant() != 2) {
            throw new IllegalArgumentException("no UUIDv8: " + uuid);
        }
        long customA = uuid.getMostSignificantBits() >>> 16;
        long customB = uuid.getMostSignificantBits() & 0xFFF;
        long last36 = (uuid.getLeastSignificantBits() & 0x3FFF_FFFF_FFFF_FFFFL) >>> TAG_BITS;
        return new ObjectId(ByteBuffer.allocate(12)
                .putLong(customA << 16 | customB << 4 | last36 >>> 32)
                .putInt((int) last36)
                .array());
    }

    public static int tagOf(UUID uuid) {
        return (int) (uuid.getLeastSignificantBits() & TAG_MASK);
    }

    private static byte[] sha256(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
