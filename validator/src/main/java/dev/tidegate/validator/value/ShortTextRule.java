package dev.tidegate.validator.value;

import org.bson.BsonValue;

/** {@code varchar(n)} and {@code char(n)}: text of at most n characters, none of which may be lost. */
record ShortTextRule(int length, boolean keepsBlanksAtTheEnd) implements ValueRule {
    private static final TextRule ANY = new TextRule();

    @Override
    public boolean isCarriedAsItIs(BsonValue value) {
        return ANY.isCarriedAsItIs(value);
    }

    @Override
    public Judgement judge(BsonValue value) {
        Judgement judgement = ANY.judge(value);
        if (!(judgement instanceof Judgement.Fits fits)) {
            return judgement;
        }
        String text = fits.value().sqlText();
        if (text.codePoints().count() > length) {
            return Judgement.outOfRange();
        }
        return keepsBlanksAtTheEnd || text.isEmpty() || text.charAt(text.length() - 1) != ' '
                ? judgement
                : Judgement.notExact();
    }
}
