package dev.tidegate.validator.value;

import java.math.BigDecimal;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/** {@code numeric} without a declared scale. */
record NumericRule() implements ValueRule {

    @Override
    public boolean isCarriedAsItIs(BsonValue value) {
        return value.isNumber() || value.isDecimal128();
    }

    @Override
    public Judgement judge(BsonValue value) {
        return switch (value.getBsonType()) {
            case INT32 -> exact(BigDecimal.valueOf(value.asInt32().getValue()));
            case INT64 -> exact(BigDecimal.valueOf(value.asInt64().getValue()));
            case DOUBLE -> fromDouble(value.asDouble().getValue());
            case DECIMAL128 -> fromDecimal(value.asDecimal128().getValue());
            case STRING -> fromText(value.asString().getValue());
            default -> Judgement.wrongType();
        };
    }

    private static Judgement exact(BigDecimal number) {
        return Judgement.fits(new ExpectedValue.ExactNumber(number));
    }

    private static Judgement fromDouble(double number) {
        return Double.isFinite(number)
                ? Judgement.fits(new ExpectedValue.DoubleNumber(number))
                : Judgement.fitsAs(String.valueOf(number));
    }

    private static Judgement fromDecimal(Decimal128 number) {
        return number.isFinite() ? exact(Numbers.exact(number)) : Judgement.fitsAs(Numbers.printedByPostgres(number));
    }

    /** Only as Decimal128 itself would print it. */
    private static Judgement fromText(String text) {
        return Numbers.canonical(text).map(NumericRule::exact).orElse(Judgement.notExact());
    }
}
