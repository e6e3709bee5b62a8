package dev.tidegate.validator.value;

import java.math.BigDecimal;
import java.util.Optional;
import org.bson.BsonValue;

/** {@code double precision}: what a double can be without loss; a text is the double that PostgreSQL prints so. */
record DoubleRule() implements ValueRule {
    @Override
    public boolean isCarriedAsItIs(BsonValue value) {
        return value.isNumber() && !value.isDecimal128();
    }

    @Override
    public Judgement judge(BsonValue value) {
        return switch (value.getBsonType()) {
            case DOUBLE -> fits(value.asDouble().getValue());
            case INT32, INT64 -> number(BigDecimal.valueOf(value.asNumber().longValue()));
            case DECIMAL128 -> {
                var decimal = value.asDecimal128().getValue();
                if (decimal.isFinite()) {
                    yield number(Numbers.exact(decimal), decimal.isNegative());
                }
                yield fits(Double.parseDouble(Numbers.printedByPostgres(decimal)));
            }
            case STRING -> text(value.asString().getValue());
            default -> Judgement.wrongType();
        };
    }

    private static Judgement number(BigDecimal number) {
        return number(number, false);
    }

    private static Judgement number(BigDecimal number, boolean isNegative) {
        double nearest = number.doubleValue();
        if (Double.isInfinite(nearest)) {
            return Judgement.outOfRange();
        }
        return new BigDecimal(nearest).compareTo(number) == 0
                ? fits(nearest == 0 && isNegative ? -0.0 : nearest)
                : Judgement.notExact();
    }

    private static Judgement text(String text) {
        Optional<BigDecimal> number = Numbers.canonical(text);
        if (number.isEmpty()) {
            return Judgement.notExact();
        }
        double nearest = number.get().doubleValue();
        if (Double.isInfinite(nearest)) {
            return Judgement.outOfRange();
        }
        if (nearest == 0) {
            return number.get().signum() == 0 ? fits(text.startsWith("-") ? -0.0 : 0.0) : Judgement.notExact();
        }
        return Numbers.shortest(nearest).compareTo(number.get()) == 0 ? fits(nearest) : Judgement.notExact();
    }

    private static Judgement fits(double number) {
        return Judgement.fitsAs(number);
    }
}
