package dev.tidegate.validator.value;

import java.math.BigDecimal;
import org.bson.BsonValue;

/** {@code numeric(p,s)}: at most s digits behind the point, and p - s before it; shown with s. */
record SizedNumericRule(NumericRule any, int precision, int scale) implements ValueRule {
    @Override
    public boolean isCarriedAsItIs(BsonValue value) {
        return any.isCarriedAsItIs(value);
    }

    @Override
    public Judgement judge(BsonValue value) {
        Judgement judgement = any.judge(value);
        if (!(judgement instanceof Judgement.Fits fits)) {
            return judgement;
        }
        if (fits.value() instanceof ExpectedValue.ExactNumber exact) {
            return sized(exact.number());
        }
        if (fits.value() instanceof ExpectedValue.DoubleNumber number) {
            return sized(Numbers.shortest(number.number()));
        }
        return fits.value().sqlText().equals("NaN") ? fits : Judgement.outOfRange();
    }

    private Judgement sized(BigDecimal number) {
        BigDecimal atScale = number.movePointRight(scale);
        if (atScale.stripTrailingZeros().scale() > 0) {
            return Judgement.notExact();
        }
        boolean hasRoom = atScale.abs().compareTo(BigDecimal.ONE.movePointRight(precision)) < 0;
        return hasRoom ? Judgement.fits(new ExpectedValue.ExactNumber(number.setScale(scale))) : Judgement.outOfRange();
    }
}
