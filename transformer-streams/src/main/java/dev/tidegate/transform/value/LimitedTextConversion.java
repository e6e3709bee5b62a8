package dev.tidegate.transform.value;

import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.reason.Reason;
import org.bson.BsonValue;

/**
 * Into {@code varchar(n)} and {@code char(n)}: text that is not longer. PostgreSQL would cut blanks at the end of what is
 * too long, and does not distinguish text in {@code char(n)} by them.
 */
final class LimitedTextConversion implements ScalarConversion {
    private final ScalarConversion texts;
    private final int length;
    private final boolean isPadded;
    private final Outcomes outcomes;

    private LimitedTextConversion(ColumnType type, Outcomes outcomes) {
        this.texts = new TextConversion(outcomes);
        this.length = type.sizes().get(0);
        this.isPadded = type.kind() == ColumnKind.CHAR;
        this.outcomes = outcomes;
    }

    static ScalarConversion to(ColumnType type, Outcomes outcomes) {
        return type.sizes().isEmpty() ? new TextConversion(outcomes) : new LimitedTextConversion(type, outcomes);
    }

    @Override
    public Conversion convert(BsonValue value) {
        Conversion conversion = texts.convert(value);
        if (!(conversion instanceof Conversion.Value carried) || !(carried.value() instanceof String text)) {
            return conversion;
        }
        if (text.codePointCount(0, text.length()) > length) {
            return outcomes.failed(Reason.OUT_OF_RANGE, "this text is longer than the column, and is not cut");
        }
        return isPadded && text.endsWith(" ")
                ? outcomes.notExact("a char does not keep the blanks at this text's end")
                : conversion;
    }
}
