package dev.tidegate.mapping.declaration;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a column's values are read where they are not what their BSON type says: text that is a number, a number that is a
 * date. Of a list, and of an element's column, it holds for each value.
 *
 * <p>The order is: trim, lower, {@code empty_as_null}, {@code map}, form, conversion by type.
 *
 * @param trim white space at both ends of a text is taken away
 * @param lower a text is put in lower case
 */
public record Parsing(boolean trim, boolean lower, Form form) {
    public static final Parsing NONE = new Parsing(false, false, new Form.AsItIs());

    /** What is read from a value before the column's type converts it. */
    public sealed interface Form {
        /** Nothing but what the column's type converts. */
        record AsItIs() implements Form {}

        /**
         * Into timestamps and dates.
         *
         * @param formats of text, in java.time's letters; the first that reads the whole text counts
         * @param zone of text that states none
         * @param unit of numbers
         */
        record Times(List<String> formats, Optional<String> zone, Optional<Unit> unit) implements Form {
            public Times {
                formats = List.copyOf(formats);
            }
        }

        /**
         * Into numbers.
         *
         * @param decimal stands before the fraction
         * @param grouping may stand before each three digits of the whole part
         */
        record Numbers(String decimal, Optional<String> grouping) implements Form {}

        /** JSON that is kept as text, into {@code jsonb}. */
        record Json() implements Form {}

        /** Into an enum, whatever the case: no two of its labels differ in case only. */
        record Labels() implements Form {}
    }

    /** Of a number that counts from 1970-01-01T00:00:00Z. */
    public enum Unit {
        MS(1),
        S(1000);

        private final int milliseconds;

        Unit(int milliseconds) {
            this.milliseconds = milliseconds;
        }

        public int milliseconds() {
            return milliseconds;
        }
    }

    public Parsing {
        Objects.requireNonNull(form, "form");
    }

    public boolean isNone() {
        return equals(NONE);
    }
}
