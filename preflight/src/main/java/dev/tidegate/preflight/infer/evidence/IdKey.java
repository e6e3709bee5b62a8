package dev.tidegate.preflight.infer.evidence;

import dev.tidegate.mapping.id.DocumentId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.bson.BsonValue;
import org.bson.types.ObjectId;

/** An id in 128 bits, the same for what MongoDB takes for the same {@code _id}: an ObjectId's own, of others a digest. */
final class IdKey {
    private IdKey() {}

    static UUID of(BsonValue id) {
        return id.isObjectId()
                ? of(id.asObjectId().getValue())
                : digest(DocumentId.of(id).canonical());
    }

    static UUID of(ObjectId id) {
        ByteBuffer bytes = ByteBuffer.wrap(id.toByteArray());
        return new UUID(bytes.getLong(), Integer.toUnsignedLong(bytes.getInt()));
    }

    private static UUID digest(String canonical) {
        try {
            ByteBuffer digest = ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8)));
            return new UUID(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
