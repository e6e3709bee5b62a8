package dev.tidegate.transform.value;

/**
 * What PostgreSQL's text and jsonb cannot hold: U+0000, and half of a surrogate pair, which has no UTF-8. U+FFFD takes its
 * place.
 */
final class SafeText {
    static final char REPLACEMENT = '\uFFFD';
    private static final String ESCAPED_REPLACEMENT = "\\ufffd";
    private static final int ESCAPE_LENGTH = 6;
    private static final int HEX = 16;

    private SafeText() {}

    static boolean isSafe(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (!isPair(c, i + 1 < text.length() ? text.charAt(i + 1) : 0)) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    static String repaired(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                safe.append(REPLACEMENT);
            } else if (!Character.isSurrogate(c)) {
                safe.append(c);
            } else if (isPair(c, i + 1 < text.length() ? text.charAt(i + 1) : 0)) {
                safe.append(c).append(text.charAt(++i));
            } else {
                safe.append(REPLACEMENT);
            }
        }
        return safe.toString();
    }

    /** The same JSON with U+FFFD for what its escapes say and jsonb cannot hold; the very same object when it is safe. */
    static String repairedJson(String json) {
        int escape = json.indexOf('\\');
        if (escape < 0) {
            return json;
        }
        StringBuilder safe = new StringBuilder(json.length());
        int copied = 0;
        while (escape >= 0) {
            int end = escape + 2;
            if (json.charAt(escape + 1) == 'u') {
                end = endOfCharacter(json, escape);
                if (end < 0) {
                    safe.append(json, copied, escape).append(ESCAPED_REPLACEMENT);
                    copied = end = escape + ESCAPE_LENGTH;
                }
            }
            escape = json.indexOf('\\', end);
        }
        return copied == 0 ? json : safe.append(json, copied, json.length()).toString();
    }

    /** Where the character that is escaped at this place ends; negative when jsonb cannot hold it. */
    private static int endOfCharacter(String json, int escape) {
        char c = unescaped(json, escape);
        int end = escape + ESCAPE_LENGTH;
        if (c == 0) {
            return -1;
        }
        if (!Character.isSurrogate(c)) {
            return end;
        }
        return json.startsWith("\\u", end) && isPair(c, unescaped(json, end)) ? end + ESCAPE_LENGTH : -1;
    }

    private static char unescaped(String json, int escape) {
        return (char) Integer.parseInt(json, escape + 2, escape + ESCAPE_LENGTH, HEX);
    }

    private static boolean isPair(char first, int second) {
        return Character.isHighSurrogate(first) && Character.isLowSurrogate((char) second);
    }
}
