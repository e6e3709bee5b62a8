package dev.tidegate.validator.value;

import org.bson.BsonValue;

/** {@code json}: as {@code jsonb}, and the order of keys counts. */
record JsonRule() implements ValueRule {
    private static final JsonbRule ANY = new JsonbRule();

    @Override
    public boolean takesArrays() {
        return true;
    }

    @Override
    public boolean isCarriedAsItIs(BsonValue value) {
        return true;
    }

    @Override
    public Judgement judge(BsonValue value) {
        Judgement.Fits fits = (Judgement.Fits) ANY.judge(value);
        return new Judgement.Fits(new ExpectedValue.Json(value, true), fits.replacesNul());
    }
}
