package dev.tidegate.preflight.infer.shape;

import java.util.regex.Pattern;

/** What a text looks like beside being a text. */
public enum TextForm {
    EMPTY("empty", null),
    OBJECT_ID("24 hex digits", "[0-9a-fA-F]{24}"),
    UUID("UUID", "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
    INTEGER("whole number", "[+-]?[0-9]{1,40}"),
    DECIMAL("decimal number", "[+-]?[0-9]{0,3}([0-9]+|([ ,.'][0-9]{3})+)[.,][0-9]+([eE][+-]?[0-9]+)?"),
    BOOLEAN("true or false", "(?i)true|false"),
    DATE_WITH_ZONE(
            "ISO date with zone",
            "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})"),
    DATE_WITHOUT_ZONE(
            "ISO date without zone", "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?"),
    DAY("ISO day", "[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    DAY_OF_A_COUNTRY("day as people write it", "[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{4}"),
    JSON("JSON", "(?s)\\s*(\\{.*}|\\[.*])\\s*"),
    OTHER("text", null);

    private static final int LONGEST = 64;

    private final String label;
    private final Pattern pattern;

    TextForm(String label, String pattern) {
        this.label = label;
        this.pattern = pattern == null ? null : Pattern.compile(pattern);
    }

    public String label() {
        return label;
    }

    public boolean isDate() {
        return this == DATE_WITH_ZONE || this == DATE_WITHOUT_ZONE || this == DAY || this == DAY_OF_A_COUNTRY;
    }

    static TextForm of(String text) {
        if (text.isEmpty()) {
            return EMPTY;
        }
        if (text.length() > LONGEST) {
            char first = text.charAt(0);
            char last = text.charAt(text.length() - 1);
            return first == '{' && last == '}' || first == '[' && last == ']' ? JSON : OTHER;
        }
        for (TextForm form : values()) {
            if (form.pattern != null && form.pattern.matcher(text).matches()) {
                return form;
            }
        }
        return OTHER;
    }
}
