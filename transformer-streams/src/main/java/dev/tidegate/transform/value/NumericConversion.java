package dev.tidegate.transform.value;

import java.util.Optional;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/** Into {@code numeric}, as the text that PostgreSQL prints for it. */
final class NumericConversion implements ScalarConversion {
    /** Nothing that Decimal128 prints is longer: sign, point, leading zeros, 34 digits. */
    private static final int LONGEST_TEXT = "-0.000000".length() + 34;

    private final Outcomes outcomes;

    NumericConversion(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    @Override
    public Conversion convert(BsonValue value) {
        return switch (value.getBsonType()) {
            case INT32 ->
                Conversion.Value.exact(Integer.toString(value.asInt32().getValue()));
            case INT64 -> Conversion.Value.exact(Long.toString(value.asInt64().getValue()));
            case DOUBLE -> Conversion.Value.exact(ofDouble(value.asDouble().getValue()));
            case DECIMAL128 ->
                Conversion.Value.exact(DecimalText.plain(value.asDecimal128().getValue()));
            case STRING -> ofText(value, value.asString().getValue());
            default -> outcomes.wrongType(value);
        };
    }

    /** Java's names for the special values are PostgreSQL's. */
    private static String ofDouble(double number) {
        return Double.isNaN(number) || Double.isInfinite(number) ? Double.toString(number) : DecimalText.plain(number);
    }

    /** Canonical is what Decimal128 prints: every other text of the same number was written by a rule of its own. */
    private Conversion ofText(BsonValue value, String text) {
        Optional<Decimal128> number = text.length() > LONGEST_TEXT ? Optional.empty() : parsed(text);
        return number.filter(Decimal128::isFinite)
                .filter(found -> found.toString().equals(text))
                .map(found -> outcomes.converted(value, DecimalText.plain(found)))
                .orElseGet(() -> outcomes.notExact("this string is no decimal number in its canonical form"));
    }

    private static Optional<Decimal128> parsed(String text) {
        try {
            return Optional.of(Decimal128.parse(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
