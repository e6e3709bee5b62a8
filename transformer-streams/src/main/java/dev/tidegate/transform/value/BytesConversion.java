package dev.tidegate.transform.value;

import java.nio.ByteBuffer;
import org.bson.BsonBinary;
import org.bson.BsonBinarySubType;
import org.bson.BsonValue;

/** Into {@code bytea}: the bytes of a binary value; a subtype that says more than "bytes" is counted. */
final class BytesConversion implements ScalarConversion {
    private final Outcomes outcomes;

    BytesConversion(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    @Override
    public Conversion convert(BsonValue value) {
        if (!value.isBinary()) {
            return outcomes.wrongType(value);
        }
        BsonBinary binary = value.asBinary();
        ByteBuffer bytes = ByteBuffer.wrap(binary.getData());
        boolean isPlain = binary.getType() == BsonBinarySubType.BINARY.getValue()
                || binary.getType() == BsonBinarySubType.OLD_BINARY.getValue();
        return isPlain ? Conversion.Value.exact(bytes) : outcomes.converted(value, bytes);
    }
}
