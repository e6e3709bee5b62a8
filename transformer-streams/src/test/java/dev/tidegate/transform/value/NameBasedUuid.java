package dev.tidegate.transform.value;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** RFC 9562, version 5, byte by byte. */
final class NameBasedUuid {
    private NameBasedUuid() {}

    static UUID version5(UUID namespace, String name) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(namespace.getMostSignificantBits())
                    .putLong(namespace.getLeastSignificantBits())
                    .array());
            byte[] bytes = sha1.digest(name.getBytes(StandardCharsets.UTF_8));
            bytes[6] = (byte) (bytes[6] & 0x0F | 0x50);
            bytes[8] = (byte) (bytes[8] & 0x3F | 0x80);
            ByteBuffer uuid = ByteBuffer.wrap(bytes);
            return new UUID(uuid.getLong(), uuid.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
