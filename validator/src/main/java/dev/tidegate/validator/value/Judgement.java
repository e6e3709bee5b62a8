package dev.tidegate.validator.value;

/** Whether a BSON value can stand in a column, and as what. */
public sealed interface Judgement {
    /**
     * @param replacesNul U+0000 gives way to U+FFFD, so that the original must be kept beside the row
     */
    record Fits(ExpectedValue value, boolean replacesNul) implements Judgement {}

    /** @param reason the code of {@code values.md} */
    record Unfit(String reason) implements Judgement {}

    static Judgement fits(ExpectedValue value) {
        return new Fits(value, false);
    }

    static Judgement fitsAs(Object plain) {
        return new Fits(new ExpectedValue.Plain(plain), false);
    }

    static Judgement wrongType() {
        return new Unfit("wrong-type");
    }

    static Judgement notExact() {
        return new Unfit("not-exact");
    }

    static Judgement outOfRange() {
        return new Unfit("out-of-range");
    }
}
