package dev.tidegate.validator.value;

import java.math.BigInteger;
import java.util.UUID;
import org.bson.BsonBinary;
import org.bson.BsonBinarySubType;
import org.bson.BsonValue;

/** A {@code uuid} that refers to nothing. */
record UuidRule() implements ValueRule {
    private static final String FORM = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    private static final int BYTES = 16;

    @Override
    public boolean isCarriedAsItIs(BsonValue value) {
        return value.isBinary() && value.asBinary().getType() == BsonBinarySubType.UUID_STANDARD.getValue();
    }

    @Override
    public Judgement judge(BsonValue value) {
        if (value.isString()) {
            String text = value.asString().getValue().toLowerCase(java.util.Locale.ROOT);
            return text.matches(FORM) ? Judgement.fitsAs(UUID.fromString(text)) : Judgement.notExact();
        }
        return value.isBinary() && isUuid(value.asBinary()) ? fromBytes(value.asBinary()) : Judgement.wrongType();
    }

    private static boolean isUuid(BsonBinary binary) {
        return binary.getType() == BsonBinarySubType.UUID_STANDARD.getValue()
                || binary.getType() == BsonBinarySubType.UUID_LEGACY.getValue();
    }

    private static Judgement fromBytes(BsonBinary binary) {
        if (binary.getData().length != BYTES) {
            return Judgement.notExact();
        }
        var bits = new BigInteger(1, binary.getData());
        return Judgement.fitsAs(new UUID(bits.shiftRight(Long.SIZE).longValue(), bits.longValue()));
    }
}
