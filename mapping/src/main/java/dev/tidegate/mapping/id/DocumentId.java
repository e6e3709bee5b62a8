package dev.tidegate.mapping.id;

import dev.tidegate.mapping.bson.ExactBson;
import dev.tidegate.mapping.bson.ExactJson;
import dev.tidegate.mapping.declaration.DocumentLimits;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.bson.BsonBinary;
import org.bson.BsonBinarySubType;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonValue;
import org.bson.UuidRepresentation;
import org.bson.types.ObjectId;

/**
 * A document's {@code _id} in its two forms. Of a document it is read with {@link ExactBson}: the driver's decoding makes
 * one of ids that are two.
 *
 * @param canonical equal exactly for what MongoDB takes for the same {@code _id}, and the key of raw topics: {@code o:} and
 *     24 hex digits, {@code s:} and the text (a symbol's too), {@code n:} and the number as plain decimal without trailing
 *     zeros, {@code u:} and the UUID in lower case, {@code x:} and {@link ExactJson} for anything else, in which each
 *     number stands as the first of int, long, double and decimal that holds it, and for text that has no UTF-8; {@code d:}
 *     and a digest for what is longer than {@link DocumentLimits#ID_BYTES}
 * @param display what people and {@code tidegate.dead_letter} see: 24 hex digits of an ObjectId, else {@link ExactJson},
 *     or {@code sha256:} and a digest of an id that is too long
 */
public record DocumentId(BsonValue value, String canonical, String display) {
    private static final UUID DNS = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    private static final UUID NAMESPACE = version5(DNS, "tidegate.dev");
    private static final String TOO_LONG = "d:";
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{24}");

    public static DocumentId of(BsonValue value) {
        if (value.isObjectId()) {
            String hex = value.asObjectId().getValue().toHexString();
            return new DocumentId(value, "o:" + hex, hex);
        }
        BsonValue representative = EqualIds.representative(value);
        Optional<String> json = bounded(value);
        return json.flatMap(text -> canonical(representative).map(canonical -> new DocumentId(value, canonical, text)))
                .orElseGet(() -> tooLong(value, representative));
    }

    private static DocumentId tooLong(BsonValue value, BsonValue representative) {
        String digest = HexFormat.of().formatHex(sha256(bson(representative)));
        return new DocumentId(value, TOO_LONG + digest, "sha256:" + digest);
    }

    /** Empty when it is too long. */
    private static Optional<String> canonical(BsonValue representative) {
        if (representative.isString() && hasUtf8(representative.asString().getValue())) {
            return Optional.of("s:" + representative.asString().getValue());
        }
        return EqualIds.exact(representative)
                .map(number -> "n:" + plain(number))
                .or(() -> canonicalUuid(representative))
                .or(() -> bounded(representative).map(json -> "x:" + json));
    }

    /** False for the id that {@link ExactBson} reads of broken bytes: Extended JSON escapes what has none. */
    private static boolean hasUtf8(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static Optional<String> bounded(BsonValue value) {
        return ExactJson.within(value, DocumentLimits.ID_BYTES)
                .text()
                .filter(json -> json.getBytes(StandardCharsets.UTF_8).length <= DocumentLimits.ID_BYTES);
    }

    private static byte[] bson(BsonValue value) {
        ByteBuffer bytes =
                ExactBson.encode(new BsonDocument("", value)).getByteBuffer().asNIO();
        byte[] bson = new byte[bytes.remaining()];
        bytes.get(bson);
        return bson;
    }

    /** True for the canonical form of an id that is longer than Tidegate carries: its document is a dead letter. */
    public static boolean isTooLong(String canonical) {
        return canonical.startsWith(TOO_LONG);
    }

    /** True for what is shown of an id that is too long: it cannot be read back. */
    public static boolean isDigest(String display) {
        return DIGEST.matcher(display).matches();
    }

    /** Reads {@link #display}; empty when the text is neither 24 hex digits nor Extended JSON, and for ids too long. */
    public static Optional<BsonValue> parse(String display) {
        return HEX.matcher(display).matches()
                ? Optional.of(new BsonObjectId(new ObjectId(display)))
                : ExactJson.read(display);
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
        return digest("SHA-1", input);
    }

    private static byte[] sha256(byte[] input) {
        return digest("SHA-256", input);
    }

    private static byte[] digest(String algorithm, byte[] input) {
        try {
            return MessageDigest.getInstance(algorithm).digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
