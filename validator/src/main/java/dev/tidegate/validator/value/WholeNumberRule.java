package dev.tidegate.validator.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/** {@code integer} and {@code bigint}. */
record WholeNumberRule(long least, long greatest) implements ValueRule {
    private static final Pattern CANONICAL = Pattern.compile("-?(0|[1-9][0-9]*)");

    @Override
    public boolean isCarriedAsItIs(BsonValue value) {
        return value.isInt32() || value.isInt64();
    }

    @Override
    public Judgement judge(BsonValue value) {
        return switch (value.getBsonType()) {
            case INT32 -> inRange(value.asInt32().getValue());
            case INT64 -> inRange(value.asInt64().getValue());
            case DOUBLE -> fromDouble(value.asDouble().getValue());
            case DECIMAL128 -> fromDecimal(value.asDecimal128().getValue());
            case STRING -> fromText(value.asString().getValue());
            default -> Judgement.wrongType();
        };
    }

    private Judgement inRange(long number) {
        return number >= least && number <= greatest ? Judgement.fitsAs(number) : Judgement.outOfRange();
    }

    private Judgement fromDouble(double number) {
        return Double.isFinite(number) ? integral(new BigDecimal(number)) : Judgement.notExact();
    }

    private Judgement fromDecimal(Decimal128 number) {
        return number.isFinite() ? integral(Numbers.exact(number)) : Judgement.notExact();
    }

    private Judgement integral(BigDecimal number) {
        if (number.signum() != 0 && number.stripTrailingZeros().scale() > 0) {
            return Judgement.notExact();
        }
        boolean tooLarge = number.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                && number.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) != 0;
        return tooLarge ? Judgement.outOfRange() : inRange(number.longValueExact());
    }

    private Judgement fromText(String text) {
        if (!CANONICAL.matcher(text).matches()) {
            return Judgement.notExact();
        }
        var number = new BigInteger(text);
        return number.bitLength() < Long.SIZE ? inRange(number.longValue()) : Judgement.outOfRange();
    }
}
