package dev.tidegate.transform.value;

import java.math.BigDecimal;

/**
 * Whether a text is JSON by RFC 8259 that {@code jsonb} holds exactly. PostgreSQL's own bounds are a depth of stack and a
 * count of digits that depend on the server: those here are far below.
 */
final class JsonSyntax {
    static final int MOST_LEVELS = 100;
    static final int MOST_DIGITS = 1_000;
    private static final int LONGEST_NUMBER = 2 * MOST_DIGITS + 20;
    private static final int HEX_DIGITS = 4;

    private final String text;
    private int at;

    private JsonSyntax(String text) {
        this.text = text;
    }

    static boolean isCarried(String text) {
        var syntax = new JsonSyntax(text);
        return syntax.value(0) && syntax.at == text.length();
    }

    /** White space around it included. */
    private boolean value(int level) {
        skipBlanks();
        boolean isValue = switch (next()) {
            case '{' -> level < MOST_LEVELS && members('}', level + 1);
            case '[' -> level < MOST_LEVELS && members(']', level + 1);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        };
        skipBlanks();
        return isValue;
    }

    private boolean members(char end, int level) {
        at++;
        skipBlanks();
        if (next() == end) {
            at++;
            return true;
        }
        while (true) {
            if (end == '}' && !name() || !value(level)) {
                return false;
            }
            char separator = next();
            at++;
            if (separator == end) {
                return true;
            }
            if (separator != ',') {
                return false;
            }
        }
    }

    private boolean name() {
        skipBlanks();
        if (next() != '"' || !string()) {
            return false;
        }
        skipBlanks();
        return take(':');
    }

    private boolean string() {
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return true;
            }
            if (c < ' ' || c == '\\' && !escape()) {
                return false;
            }
        }
        return false;
    }

    private boolean escape() {
        char c = next();
        at++;
        if (c != 'u') {
            return "\"\\/bfnrt".indexOf(c) >= 0;
        }
        for (int digit = 0; digit < HEX_DIGITS; digit++) {
            char hex = next();
            at++;
            if (!(isDigit(hex) || hex >= 'a' && hex <= 'f' || hex >= 'A' && hex <= 'F')) {
                return false;
            }
        }
        return true;
    }

    private boolean word(String word) {
        if (!text.startsWith(word, at)) {
            return false;
        }
        at += word.length();
        return true;
    }

    private boolean number() {
        int start = at;
        take('-');
        if (!take('0') && !digits()) {
            return false;
        }
        if (take('.') && !digits()) {
            return false;
        }
        if (take('e') || take('E')) {
            if (!take('+')) {
                take('-');
            }
            if (!digits()) {
                return false;
            }
        }
        return isHeld(text.substring(start, at));
    }

    private static boolean isHeld(String number) {
        if (number.length() > LONGEST_NUMBER) {
            return false;
        }
        try {
            BigDecimal decimal = new BigDecimal(number);
            return decimal.scale() <= MOST_DIGITS && (long) decimal.precision() - decimal.scale() <= MOST_DIGITS;
        } catch (NumberFormatException exponentBeyondAnInt) {
            return false;
        }
    }

    private boolean digits() {
        int start = at;
        while (isDigit(next())) {
            at++;
        }
        return at > start;
    }

    private boolean take(char c) {
        if (at >= text.length() || text.charAt(at) != c) {
            return false;
        }
        at++;
        return true;
    }

    /** U+0000 behind the end, which stands in no JSON outside of an escape. */
    private char next() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void skipBlanks() {
        while (next() == ' ' || next() == '\t' || next() == '\n' || next() == '\r') {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
