package dev.tidegate.validator.value;

import java.util.ArrayList;
import java.util.List;
import org.bson.BsonValue;

/** {@code text[]} and {@code uuid[]}: order kept, null stays a NULL element, a scalar is an array of one. */
record ListRule(ValueRule element, boolean emptyIsNull) implements ValueRule {
    @Override
    public boolean takesArrays() {
        return true;
    }

    @Override
    public boolean isCarriedAsItIs(BsonValue value) {
        return value.isArray()
                && value.asArray().stream().allMatch(each -> NoValue.is(each) || element.isCarriedAsItIs(each));
    }

    @Override
    public Judgement judge(BsonValue value) {
        List<BsonValue> elements = value.isArray() ? value.asArray().getValues() : List.of(value);
        var items = new ArrayList<ExpectedValue>(elements.size());
        boolean replacesNul = false;
        for (BsonValue found : elements) {
            Judgement judgement = isNull(found) ? Judgement.fits(ExpectedValue.NULL) : element.judge(found);
            if (judgement instanceof Judgement.Fits fits) {
                items.add(fits.value());
                replacesNul |= fits.replacesNul();
            } else {
                return judgement;
            }
        }
        return new Judgement.Fits(new ExpectedValue.Items(items), replacesNul);
    }

    private boolean isNull(BsonValue found) {
        return NoValue.is(found)
                || emptyIsNull
                        && found.isString()
                        && found.asString().getValue().isEmpty();
    }
}
