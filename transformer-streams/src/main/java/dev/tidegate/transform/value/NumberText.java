package dev.tidegate.transform.value;

import java.math.BigDecimal;
import java.util.Optional;
import org.bson.BsonValue;

/** Numbers of every BSON type as one kind. */
final class NumberText {
    private NumberText() {}

    /** Empty for NaN and the infinities. A double is its shortest decimal. */
    static Optional<BigDecimal> decimal(BsonValue number) {
        return switch (number.getBsonType()) {
            case INT32 -> Optional.of(BigDecimal.valueOf(number.asInt32().getValue()));
            case INT64 -> Optional.of(BigDecimal.valueOf(number.asInt64().getValue()));
            case DOUBLE ->
                Double.isFinite(number.asDouble().getValue())
                        ? Optional.of(DecimalText.shortest(number.asDouble().getValue()))
                        : Optional.empty();
            case DECIMAL128 ->
                number.asDecimal128().getValue().isFinite()
                        ? Optional.of(DecimalText.decimal(number.asDecimal128().getValue()))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }
}
