package dev.tidegate.validator.value;

import java.math.BigDecimal;
import java.util.Optional;
import org.bson.BsonValue;

/** {@code real}: what single precision can be without loss; a text is the number that PostgreSQL prints so. */
record FloatRule() implements ValueRule {
    @Override
    public boolean isCarriedAsItIs(BsonValue value) {
        return value.isNumber() && !value.isDecimal128();
    }

    @Override
    public Judgement judge(BsonValue value) {
        return switch (value.getBsonType()) {
            case DOUBLE -> fromDouble(value.asDouble().getValue());
            case INT32, INT64 -> exact(BigDecimal.valueOf(value.asNumber().longValue()), false);
            case DECIMAL128 -> {
                var decimal = value.asDecimal128().getValue();
                if (decimal.isFinite()) {
                    yield exact(Numbers.exact(decimal), decimal.isNegative());
                }
                yield fromDouble(Double.parseDouble(Numbers.printedByPostgres(decimal)));
            }
            case STRING -> fromText(value.asString().getValue());
            default -> Judgement.wrongType();
        };
    }

    private static Judgement fromDouble(double number) {
        if (!Double.isFinite(number)) {
            return Judgement.fitsAs((float) number);
        }
        return exact(new BigDecimal(number), 1 / number < 0);
    }

    /** @param isNegative says it of a zero too, which a decimal does not */
    private static Judgement exact(BigDecimal number, boolean isNegative) {
        float nearest = nearest(number);
        if (Float.isInfinite(nearest)) {
            return Judgement.outOfRange();
        }
        return new BigDecimal(nearest).compareTo(number) == 0
                ? Judgement.fitsAs(nearest == 0 && isNegative ? -0.0f : nearest)
                : Judgement.notExact();
    }

    private static Judgement fromText(String text) {
        Optional<BigDecimal> number = Numbers.canonical(text);
        if (number.isEmpty()) {
            return Judgement.notExact();
        }
        float nearest = nearest(number.get());
        if (Float.isInfinite(nearest)) {
            return Judgement.outOfRange();
        }
        if (nearest == 0) {
            return number.get().signum() == 0
                    ? Judgement.fitsAs(text.startsWith("-") ? -0.0f : 0.0f)
                    : Judgement.notExact();
        }
        return Numbers.isShortest(number.get(), nearest) ? Judgement.fitsAs(nearest) : Judgement.notExact();
    }

    /** Java's own conversion of a decimal rounds twice in some releases; its reading of a text never does. */
    private static float nearest(BigDecimal number) {
        return Float.parseFloat(number.toString());
    }
}
