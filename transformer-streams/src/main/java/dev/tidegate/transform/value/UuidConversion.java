package dev.tidegate.transform.value;

import dev.tidegate.mapping.reason.Reason;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.regex.Pattern;
import org.bson.BsonBinary;
import org.bson.BsonBinarySubType;
import org.bson.BsonValue;

/** Into a {@code uuid} that refers to nothing: a UUID, or its text. */
final class UuidConversion implements ScalarConversion {
    private static final int BYTES = 16;
    private static final Pattern TEXT = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Outcomes outcomes;

    UuidConversion(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    @Override
    public Conversion convert(BsonValue value) {
        return switch (value.getBsonType()) {
            case BINARY -> ofBinary(value.asBinary());
            case STRING -> ofText(value, value.asString().getValue());
            case OBJECT_ID ->
                outcomes.failed(
                        Reason.WRONG_TYPE, "an ObjectId is no UUID: a column for ids of documents needs 'references'");
            default -> outcomes.wrongType(value);
        };
    }

    /** The older subtype has no order of bytes of its own: its bytes are taken as they stand, and it is counted. */
    private Conversion ofBinary(BsonBinary binary) {
        boolean isStandard = binary.getType() == BsonBinarySubType.UUID_STANDARD.getValue();
        boolean isLegacy = binary.getType() == BsonBinarySubType.UUID_LEGACY.getValue();
        if (!isStandard && !isLegacy) {
            return outcomes.failed(Reason.WRONG_TYPE, "a binary of another subtype is no UUID");
        }
        if (binary.getData().length != BYTES) {
            return outcomes.notExact("this UUID has not 16 bytes");
        }
        ByteBuffer bytes = ByteBuffer.wrap(binary.getData());
        UUID uuid = new UUID(bytes.getLong(), bytes.getLong());
        return isStandard ? Conversion.Value.exact(uuid) : outcomes.converted(binary, uuid);
    }

    private Conversion ofText(BsonValue value, String text) {
        return TEXT.matcher(text).matches()
                ? outcomes.converted(value, UUID.fromString(text))
                : outcomes.notExact("this string is no UUID of the form 8-4-4-4-12 hex digits");
    }
}
