package dev.tidegate.validator.value;

import java.math.BigDecimal;
import java.util.Optional;
import org.bson.BsonValue;

/** The text by which a migration file's {@code map} names a value. */
public final class MapSource {
    private static final int DIGITS_AT_MOST = 400;

    private MapSource() {}

    /** Empty for values that a map cannot name. */
    public static Optional<String> of(BsonValue value) {
        if (value.isString()) {
            return Optional.of(value.asString().getValue());
        }
        if (value.isBoolean()) {
            return Optional.of(value.asBoolean().getValue() ? "true" : "false");
        }
        return Numbers.finite(value)
                .filter(number -> Math.abs((long) number.precision() - number.scale()) <= DIGITS_AT_MOST)
                .map(MapSource::plain);
    }

    private static String plain(BigDecimal number) {
        String digits = number.toPlainString();
        if (number.signum() == 0) {
            return "0";
        }
        return digits.contains(".") ? digits.replaceAll("0+$", "").replaceAll("\\.$", "") : digits;
    }
}
