package dev.tidegate.validator.value;

import org.bson.BsonBinarySubType;
import org.bson.BsonValue;

/** {@code bytea}: the bytes of a binary value, of any subtype. */
record BytesRule() implements ValueRule {
    @Override
    public boolean isCarriedAsItIs(BsonValue value) {
        return value.isBinary()
                && (value.asBinary().getType() == BsonBinarySubType.BINARY.getValue()
                        || value.asBinary().getType() == BsonBinarySubType.OLD_BINARY.getValue());
    }

    @Override
    public Judgement judge(BsonValue value) {
        return value.isBinary()
                ? Judgement.fits(new ExpectedValue.Bytes(value.asBinary().getData()))
                : Judgement.wrongType();
    }
}
