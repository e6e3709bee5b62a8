package dev.tidegate.mapping.id;

import dev.tidegate.mapping.bson.CanonicalJson;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.bson.BsonBinary;
import org.bson.BsonBinarySubType;
import org.bson.BsonObjectId;
import org.bson.BsonValue;
import org.bson.UuidRepresentation;
import org.bson.types.ObjectId;

/**
 * A document's {@code _id} in its two forms.
 *
 * @param canonical equal exactly for what MongoDB takes for the same {@code _id}, and the key of raw topics: {@code o:} and
 *     24 hex digits, {@code s:} and the text (a symbol's too), {@code n:} and the number as plain decimal without trailing
 *     zeros, {@code u:} and the UUID in lower case, {@code x:} and canonical Extended JSON for anything else, in which each
 *     number stands as the first of int, long, double and decimal that holds it
 * @param display what people and {@code tidegate.dead_letter} see: 24 hex digits of an ObjectId, else canonical Extended
 *     JSON
 */
public record DocumentId(BsonValue value, String canonical, String display) {
    private static final UUID DNS = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    private static final UUID NAMESPACE = version5(DNS, "tidegate.dev");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{24}");

    public static DocumentId of(BsonValue value) {
        if (value.isObjectId()) {
            String hex = value.asObjectId().getValue().toHexString();
            return new DocumentId(value, "o:" + hex, hex);
        }
        return new DocumentId(value, canonical(EqualIds.representative(value)), CanonicalJson.of(value));
    }

    private static String canonical(BsonValue value) {
        if (value.isString()) {
            return "s:" + value.asString().getValue();
        }
        return EqualIds.exact(value)
                .map(number -> "n:" + plain(number))
                .or(() -> canonicalUuid(value))
                .orElseGet(() -> "x:" + CanonicalJson.of(value));
    }

    /** Reads {@link #display}; empty when the text is neither 24 hex digits nor Extended JSON. */
    public static Optional<BsonValue> parse(String display) {
        return HEX.matcher(display).matches()
                ? Optional.of(new BsonObjectId(new ObjectId(display)))
                : CanonicalJson.read(display);
    }

    public boolean isObjectId() {
        return value.isObjectId();
    }

    /** The UUID of a document whose id is no ObjectId, or of any document of a collection with {@code ids: any}. */
    public UUID uuidByName(String collection) {
        return version5(NAMESPACE, collection + "/" + canonical);
    }

    /** The row id of this document in a collection: UUIDv8 of an ObjectId, UUIDv5 of anything else. */
    public UUID uuid(CollectionIds ids) {
        return isObjectId() ? ids.uuid(value.asObjectId().getValue()) : uuidByName(ids.collection());
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static Optional<String> canonicalUuid(BsonValue value) {
        if (!value.isBinary() || value.asBinary().getType() != BsonBinarySubType.UUID_STANDARD.getValue()) {
            return Optional.empty();
        }
        BsonBinary binary = value.asBinary();
        return binary.getData().length == 16
                ? Optional.of("u:" + binary.asUuid(UuidRepresentation.STANDARD))
                : Optional.empty();
    }

    private static UUID version5(UUID namespace, String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        byte[] input = ByteBuffer.allocate(16 + utf8.length)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .put(utf8)
                .array();
        ByteBuffer hash = ByteBuffer.wrap(sha1(input));
        long high = hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x5000L;
        long low = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static byte[] sha1(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
