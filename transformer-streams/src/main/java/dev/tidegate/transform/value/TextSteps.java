package dev.tidegate.transform.value;

import dev.tidegate.mapping.declaration.Parsing;
import java.util.Locale;

/** What the file does to a column's texts before anything else reads them. Immutable, thread-safe. */
record TextSteps(boolean trim, boolean lower) {
    private static final String WHITE_SPACE = "\t\n\u000B\f\r \u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
            + "\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF";

    static TextSteps of(Parsing parsing) {
        return new TextSteps(parsing.trim(), parsing.lower());
    }

    boolean areNone() {
        return !trim && !lower;
    }

    String trimmed(String text) {
        if (!trim) {
            return text;
        }
        int start = 0;
        int end = text.length();
        while (start < end && isWhiteSpace(text.charAt(start))) {
            start++;
        }
        while (start < end && isWhiteSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    String lowered(String text) {
        return lower ? text.toLowerCase(Locale.ROOT) : text;
    }

    /** As JavaScript's trim has it, which most applications beside MongoDB use. */
    private static boolean isWhiteSpace(char c) {
        return WHITE_SPACE.indexOf(c) >= 0;
    }
}
