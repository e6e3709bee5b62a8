package dev.tidegate.validator.document;

import dev.tidegate.mapping.declaration.Parsing;
import java.util.Locale;
import org.bson.BsonArray;
import org.bson.BsonString;
import org.bson.BsonValue;

/** {@code trim} and {@code lower}: what a column's texts are before they are judged. */
record TextPreparation(boolean trim, boolean lower) {
    private static final int ZERO_WIDTH_NO_BREAK_SPACE = 0xFEFF;

    static TextPreparation of(Parsing parsing) {
        return new TextPreparation(parsing.trim(), parsing.lower());
    }

    /** The very same value where nothing is to be done; each element of an array for itself. */
    BsonValue prepared(BsonValue value) {
        if (value == null || !trim && !lower) {
            return value;
        }
        if (value.isArray()) {
            return new BsonArray(value.asArray().stream()
                    .map(element -> element.isArray() ? element : prepared(element))
                    .toList());
        }
        return value.isString() ? new BsonString(text(value.asString().getValue())) : value;
    }

    private String text(String text) {
        String ends = trim ? withoutBlankEnds(text) : text;
        return lower ? ends.toLowerCase(Locale.ROOT) : ends;
    }

    private static String withoutBlankEnds(String text) {
        int[] points = text.codePoints().toArray();
        int first = 0;
        while (first < points.length && isBlank(points[first])) {
            first++;
        }
        int last = points.length - 1;
        while (last > first && isBlank(points[last])) {
            last--;
        }
        return first == points.length ? "" : new String(points, first, last - first + 1);
    }

    /** ECMAScript's WhiteSpace and LineTerminator. */
    private static boolean isBlank(int point) {
        return point >= '\t' && point <= '\r' || point == ZERO_WIDTH_NO_BREAK_SPACE || Character.isSpaceChar(point);
    }
}
