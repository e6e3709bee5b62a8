package dev.tidegate.validator.value;

import dev.tidegate.mapping.reason.Reason;

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
        return new Unfit(Reason.WRONG_TYPE.code());
    }

    static Judgement notExact() {
        return new Unfit(Reason.NOT_EXACT.code());
    }

    static Judgement outOfRange() {
        return new Unfit(Reason.OUT_OF_RANGE.code());
    }
}
