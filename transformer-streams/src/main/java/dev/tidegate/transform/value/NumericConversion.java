package dev.tidegate.transform.value;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.bson.BsonValue;

/** Into {@code numeric}, as the text that PostgreSQL prints for it. */
final class NumericConversion implements ScalarConversion {
    /** Plain digits, or an exponent as Decimal128 prints it: one digit before the point, the exponent signed. */
    private static final Pattern CANONICAL =
            Pattern.compile("-?(?:(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?|(?:0|[1-9](?:\\.[0-9]++)?)E[+-][1-9][0-9]*+)");

    /** PostgreSQL's own: digits before and after the decimal point. */
    private static final int MOST_DIGITS = 131_072;

    private static final int LARGEST_SCALE = 16_383;
    private static final int LONGEST_TEXT = "-.".length() + MOST_DIGITS + LARGEST_SCALE;
    private static final int LONGEST_EXPONENT = "+131071".length();

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

    private Conversion ofText(BsonValue value, String text) {
        if (!CANONICAL.matcher(text).matches()) {
            return outcomes.notExact("this string is no decimal number in its canonical form");
        }
        int exponent = text.indexOf('E');
        if (text.length() > LONGEST_TEXT || (exponent >= 0 && text.length() - exponent - 1 > LONGEST_EXPONENT)) {
            return outcomes.outOfRange(value);
        }
        BigDecimal number = new BigDecimal(text);
        return number.precision() - number.scale() > MOST_DIGITS || number.scale() > LARGEST_SCALE
                ? outcomes.outOfRange(value)
                : outcomes.converted(value, number.toPlainString());
    }
}
