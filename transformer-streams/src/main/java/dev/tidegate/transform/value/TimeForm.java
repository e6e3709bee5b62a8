package dev.tidegate.transform.value;

import dev.tidegate.mapping.declaration.Parsing.Form;
import dev.tidegate.mapping.declaration.Parsing.Unit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bson.BsonDateTime;
import org.bson.BsonValue;

/**
 * Moments as text of one of several formats, or as numbers that count from 1970. Text of the form that is read without any
 * declaration is read here, too.
 */
final class TimeForm implements ValueForm {
    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private final List<TimeFormat> formats;
    private final Optional<Unit> unit;

    TimeForm(Form.Times times) {
        this.formats = times.formats().stream()
                .map(format -> TimeFormat.of(format, times.zone()))
                .toList();
        this.unit = times.unit();
    }

    @Override
    public boolean reads(BsonValue value) {
        return value.isString() || unit.isPresent() && (value.isNumber() || value.isDecimal128());
    }

    @Override
    public BsonValue read(BsonValue value) {
        return value.isString()
                ? ofText(value.asString().getValue())
                : ofNumber(NumberText.decimal(value)).orElse(null);
    }

    private BsonValue ofText(String text) {
        for (TimeFormat format : formats) {
            OptionalLong milliseconds = format.milliseconds(text);
            if (milliseconds.isPresent()) {
                return new BsonDateTime(milliseconds.getAsLong());
            }
        }
        OptionalLong iso = TimestampText.parse(text);
        if (iso.isPresent()) {
            return new BsonDateTime(iso.getAsLong());
        }
        boolean isNumber = unit.isPresent() && IntegerText.digits(text) > 0;
        return isNumber ? ofNumber(Optional.of(new BigDecimal(text))).orElse(null) : null;
    }

    /** Whole milliseconds; those that no long holds are out of every column's range. */
    private Optional<BsonValue> ofNumber(Optional<BigDecimal> number) {
        return number.map(each ->
                        each.multiply(BigDecimal.valueOf(unit.orElseThrow().milliseconds())))
                .map(BigDecimal::stripTrailingZeros)
                .filter(milliseconds -> milliseconds.scale() <= 0)
                .map(milliseconds ->
                        new BsonDateTime(milliseconds.max(LEAST).min(MOST).longValue()));
    }

    @Override
    public String refusal() {
        String text = formats.isEmpty()
                ? "a time with its zone"
                : "an existing time, with one meaning in its zone, in one of the file's formats";
        return unit.isEmpty()
                ? "this string is not " + text
                : "this value is neither a number of whole milliseconds nor " + text;
    }
}
