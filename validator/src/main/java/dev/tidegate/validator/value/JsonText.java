package dev.tidegate.validator.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads JSON (RFC 8259) into maps, lists, strings, booleans, {@link BigDecimal}s that keep their scale, and {@link #NULL}.
 *
 * <p>Not the driver's reader: that reads {@code {"$oid": …}} as an ObjectId. Of equal keys the last counts.
 */
public final class JsonText {
    /** JSON null: maps and lists hold no Java null. */
    public static final Object NULL = new Object() {
        @Override
        public String toString() {
            return "null";
        }
    };

    private final String text;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    /** Empty when it is no JSON. */
    public static Optional<Object> parse(String text) {
        var reader = new JsonText(text);
        try {
            Object value = reader.value();
            reader.skipSpace();
            return reader.at == text.length() ? Optional.of(value) : Optional.empty();
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** The same tree as text. */
    public static String write(Object tree) {
        var json = new StringBuilder();
        write(tree, json);
        return json.toString();
    }

    private static void write(Object tree, StringBuilder json) {
        if (tree instanceof Map<?, ?> members) {
            String separator = "{";
            for (Map.Entry<?, ?> member : members.entrySet()) {
                json.append(separator);
                writeString((String) member.getKey(), json);
                json.append(':');
                write(member.getValue(), json);
                separator = ",";
            }
            json.append(members.isEmpty() ? "{}" : "}");
        } else if (tree instanceof List<?> elements) {
            String separator = "[";
            for (Object element : elements) {
                json.append(separator);
                write(element, json);
                separator = ",";
            }
            json.append(elements.isEmpty() ? "[]" : "]");
        } else if (tree instanceof String text) {
            writeString(text, json);
        } else {
            json.append(tree instanceof BigDecimal number ? number.toPlainString() : tree);
        }
    }

    private static void writeString(String text, StringBuilder json) {
        json.append('"');
        for (int index = 0; index < text.length(); index++) {
            char next = text.charAt(index);
            if (next == '"' || next == '\\') {
                json.append('\\').append(next);
            } else if (next < ' ') {
                json.append(String.format("\\u%04x", (int) next));
            } else {
                json.append(next);
            }
        }
        json.append('"');
    }

    private Object value() {
        skipSpace();
        return switch (text.charAt(at)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", NULL);
            default -> number();
        };
    }

    private Map<String, Object> object() {
        var members = new HashMap<String, Object>();
        at++;
        skipSpace();
        if (consumed('}')) {
            return members;
        }
        do {
            skipSpace();
            String key = string();
            skipSpace();
            require(':');
            members.put(key, value());
            skipSpace();
        } while (consumed(','));
        require('}');
        return members;
    }

    private List<Object> array() {
        var elements = new ArrayList<>();
        at++;
        skipSpace();
        if (consumed(']')) {
            return elements;
        }
        do {
            elements.add(value());
            skipSpace();
        } while (consumed(','));
        require(']');
        return elements;
    }

    private String string() {
        require('"');
        int start = at;
        while (text.charAt(at) != '"' && text.charAt(at) != '\\') {
            at++;
        }
        if (text.charAt(at) == '"') {
            return text.substring(start, at++);
        }
        var unescaped = new StringBuilder(text.substring(start, at));
        for (char next = text.charAt(at++); next != '"'; next = text.charAt(at++)) {
            unescaped.append(next == '\\' ? escaped() : next);
        }
        return unescaped.toString();
    }

    private char escaped() {
        char code = text.charAt(at++);
        return switch (code) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                at += 4;
                yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            case '"', '\\', '/' -> code;
            default -> throw new IllegalArgumentException("no escape: " + code);
        };
    }

    private Object word(String word, Object meaning) {
        if (!text.startsWith(word, at)) {
            throw new IllegalArgumentException("no JSON at " + at);
        }
        at += word.length();
        return meaning;
    }

    private BigDecimal number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return new BigDecimal(text.substring(start, at));
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean consumed(char wanted) {
        boolean there = text.charAt(at) == wanted;
        if (there) {
            at++;
        }
        return there;
    }

    private void require(char wanted) {
        if (!consumed(wanted)) {
            throw new IllegalArgumentException("no " + wanted + " at " + at);
        }
    }
}
