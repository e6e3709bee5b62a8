package dev.tidegate.operate.report;

import java.util.Locale;

/** Text on its way into a page. Everything that comes from a database or a file goes through {@link #add} as an argument. */
final class Html {
    private final StringBuilder page = new StringBuilder();

    /** Markup as it is; {@code %s} takes text, which is escaped. */
    Html add(String markup, Object... texts) {
        Object[] escaped = new Object[texts.length];
        for (int index = 0; index < texts.length; index++) {
            escaped[index] =
                    texts[index] instanceof Number number ? number(number) : escape(String.valueOf(texts[index]));
        }
        page.append(texts.length == 0 ? markup : String.format(Locale.ROOT, markup, escaped))
                .append('\n');
        return this;
    }

    private static String number(Number number) {
        return String.format(Locale.ROOT, "%,d", number.longValue());
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default ->
                    escaped.append(Character.isISOControl(character) && character != '\n' ? '\ufffd' : character);
            }
        }
        return escaped.toString();
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
