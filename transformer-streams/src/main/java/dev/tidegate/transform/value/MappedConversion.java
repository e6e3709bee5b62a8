package dev.tidegate.transform.value;

import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.reason.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonValue;

/**
 * What the file maps goes before any conversion: strings exactly as the file writes them; numbers as plain decimals without
 * trailing zeros, so that 1, 1L and 1.0 are one; booleans as {@code true} and {@code false}. What the column's type takes is not
 * mapped: numbers in a column of numbers, booleans in one of booleans.
 */
final class MappedConversion implements ScalarConversion {
    /** Of a number that a file may name: a decimal's exponent alone may stand for thousands. */
    private static final int MOST_DIGITS = 400;

    private static final List<Note> MAPPED = Note.alone(Reason.MAPPED);

    private final Map<String, Conversion> targets = new HashMap<>();
    private final ColumnType type;
    private final ScalarConversion others;

    /** @param constants reads a target in the column's own textual form */
    MappedConversion(
            Map<String, String> valueMap,
            ColumnType type,
            Function<String, Object> constants,
            ScalarConversion others) {
        this.type = type;
        valueMap.forEach(
                (source, target) -> targets.put(source, new Conversion.Value(constants.apply(target), MAPPED, false)));
        this.others = others;
    }

    @Override
    public Conversion convert(BsonValue value) {
        Conversion mapped = source(value).map(targets::get).orElse(null);
        return mapped == null ? others.convert(value) : mapped;
    }

    private Optional<String> source(BsonValue value) {
        return switch (value.getBsonType()) {
            case STRING -> Optional.of(value.asString().getValue());
            case BOOLEAN ->
                type.kind() == ColumnKind.BOOLEAN
                        ? Optional.empty()
                        : Optional.of(Boolean.toString(value.asBoolean().getValue()));
            case INT32, INT64, DOUBLE, DECIMAL128 ->
                NumberText.decimal(value)
                        .filter(number -> !type.isNumber())
                        .filter(number -> Math.abs((long) number.precision() - number.scale()) <= MOST_DIGITS)
                        .map(number -> number.stripTrailingZeros().toPlainString());
            default -> Optional.empty();
        };
    }
}
