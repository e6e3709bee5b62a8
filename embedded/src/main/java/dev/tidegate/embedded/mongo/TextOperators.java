package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Expressions over text. Letters other than ASCII have no case here, as in MongoDB. */
final class TextOperators {
    private static final int ANY = Integer.MAX_VALUE;
    private static final String BLANKS =
            "\0 \t\n\u000b\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007" + "\u2008\u2009\u200a";

    private TextOperators() {}

    static void addTo(Map<String, Expressions.Operator> all) {
        all.put("$concat", Arguments.list("$concat", 0, ANY, TextOperators::concatenated));
        all.put("$toLower", Arguments.unary("$toLower", value -> changed(coerced(value), 'A', 'Z', 32)));
        all.put("$toUpper", Arguments.unary("$toUpper", value -> changed(coerced(value), 'a', 'z', -32)));
        all.put("$strcasecmp", Arguments.binary("$strcasecmp", TextOperators::compared));
        all.put("$strLenBytes", Arguments.unary("$strLenBytes", value -> utf8(text("$strLenBytes", value)).length));
        all.put("$strLenCP", Arguments.unary("$strLenCP", value -> codePoints(text("$strLenCP", value)).length));
        all.put("$substr", Arguments.list("$substr", 3, 3, TextOperators::bytes));
        all.put("$substrBytes", Arguments.list("$substrBytes", 3, 3, TextOperators::bytes));
        all.put("$substrCP", Arguments.list("$substrCP", 3, 3, TextOperators::characters));
        all.put(
                "$indexOfBytes",
                Arguments.list(
                        "$indexOfBytes", 2, 4, values -> indexOf("$indexOfBytes", values, text -> boxed(utf8(text)))));
        all.put(
                "$indexOfCP",
                Arguments.list(
                        "$indexOfCP",
                        2,
                        4,
                        values -> indexOf(
                                "$indexOfCP",
                                values,
                                text -> Arrays.stream(codePoints(text)).boxed().toList())));
        all.put("$split", Arguments.binary("$split", TextOperators::split));
        all.put("$trim", trimming("$trim", true, true));
        all.put("$ltrim", trimming("$ltrim", true, false));
        all.put("$rtrim", trimming("$rtrim", false, true));
        all.put("$replaceOne", replacing("$replaceOne", false));
        all.put("$replaceAll", replacing("$replaceAll", true));
        all.put("$regexMatch", matching("$regexMatch", (matcher, text) -> matcher.find()));
        all.put("$regexFind", matching("$regexFind", (matcher, text) -> matcher.find() ? found(matcher, text) : null));
        all.put("$regexFindAll", matching("$regexFindAll", TextOperators::allFound));
    }

    private static String text(String operator, Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new Refusal(
                34471, "Location34471", operator + " requires a string argument, found: " + BsonTypes.name(value));
    }

    private static String coerced(Object value) {
        return BsonTypes.isNullish(value) ? "" : ConversionOperators.text(value);
    }

    private static byte[] utf8(String text) {
        return StoredText.bytes(text);
    }

    private static int[] codePoints(String text) {
        return text.codePoints().toArray();
    }

    private static List<Integer> boxed(byte[] bytes) {
        List<Integer> all = new ArrayList<>(bytes.length);
        for (byte one : bytes) {
            all.add((int) one);
        }
        return all;
    }

    private static Object concatenated(List<Object> values) {
        StringBuilder all = new StringBuilder();
        for (Object value : values) {
            if (BsonTypes.isNullish(value)) {
                return null;
            }
            if (!(value instanceof String)) {
                throw new Refusal(
                        16702, "Location16702", "$concat only supports strings, not " + BsonTypes.name(value));
            }
            all.append(value);
        }
        return all.toString();
    }

    private static String changed(String text, char from, char to, int by) {
        StringBuilder result = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= from && c <= to) {
                result.setCharAt(i, (char) (c + by));
            }
        }
        return result.toString();
    }

    private static Object compared(Object left, Object right) {
        String a = changed(coerced(left), 'a', 'z', -32);
        String b = changed(coerced(right), 'a', 'z', -32);
        return Integer.signum(Arrays.compareUnsigned(utf8(a), utf8(b)));
    }

    private static int integer(Object value) {
        if (value instanceof Number number) {
            return number.intValue();
        }
        throw new Refusal(34450, "Location34450", "a substring's place must be numeric, not " + BsonTypes.name(value));
    }

    private static Object bytes(List<Object> values) {
        byte[] all = utf8(coerced(values.get(0)));
        int start = Math.min(Math.max(0, integer(values.get(1))), all.length);
        int length = integer(values.get(2));
        int end = length < 0 ? all.length : (int) Math.min(all.length, (long) start + length);
        if (isInside(all, start) || isInside(all, end)) {
            throw new Refusal(
                    28656, "Location28656", "$substrBytes: Invalid range, in the middle of a UTF-8 character.");
        }
        return StoredText.of(all, start, end - start);
    }

    private static boolean isInside(byte[] utf8, int position) {
        return position < utf8.length && (utf8[position] & 0xC0) == 0x80;
    }

    private static Object characters(List<Object> values) {
        int[] all = codePoints(coerced(values.get(0)));
        int start = Math.min(Math.max(0, integer(values.get(1))), all.length);
        int end = (int) Math.min(all.length, (long) start + Math.max(0, integer(values.get(2))));
        return new String(all, start, end - start);
    }

    private static Object indexOf(String operator, List<Object> values, Function<String, List<Integer>> units) {
        if (BsonTypes.isNullish(values.get(0))) {
            return null;
        }
        List<Integer> all = units.apply(text(operator, values.get(0)));
        List<Integer> wanted = units.apply(text(operator, values.get(1)));
        int start = values.size() < 3 ? 0 : integer(values.get(2));
        int end = values.size() < 4 ? all.size() : Math.min(all.size(), integer(values.get(3)));
        if (start > end) {
            return -1;
        }
        int found = Collections.indexOfSubList(all.subList(start, end), wanted);
        return found < 0 ? -1 : found + start;
    }

    private static Object split(Object text, Object delimiter) {
        if (BsonTypes.isNullish(text) || BsonTypes.isNullish(delimiter)) {
            return null;
        }
        String separator = text("$split", delimiter);
        if (separator.isEmpty()) {
            throw new Refusal(40087, "Location40087", "$split requires a non-empty separator");
        }
        return new ArrayList<Object>(List.of(text("$split", text).split(Pattern.quote(separator), -1)));
    }

    private static Expressions.Operator trimming(String name, boolean left, boolean right) {
        return (argument, expressions) -> {
            var named = new Arguments.Named(name, argument, expressions, List.of("input", "chars"));
            Expression input = named.required("input");
            Optional<Expression> chars = named.optional("chars");
            return scope -> {
                Object text = input.value(scope);
                Object cut = chars.map(one -> one.value(scope)).orElse(BLANKS);
                return BsonTypes.isNullish(text) || BsonTypes.isNullish(cut)
                        ? null
                        : trimmed(codePoints(text(name, text)), text(name, cut), left, right);
            };
        };
    }

    private static String trimmed(int[] text, String cut, boolean left, boolean right) {
        int start = 0;
        int end = text.length;
        while (left && start < end && cut.indexOf(text[start]) >= 0) {
            start++;
        }
        while (right && end > start && cut.indexOf(text[end - 1]) >= 0) {
            end--;
        }
        return new String(text, start, end - start);
    }

    private static Expressions.Operator replacing(String name, boolean all) {
        return (argument, expressions) -> {
            var named = new Arguments.Named(name, argument, expressions, List.of("input", "find", "replacement"));
            Expression input = named.required("input");
            Expression find = named.required("find");
            Expression replacement = named.required("replacement");
            return scope -> {
                Object text = input.value(scope);
                Object wanted = find.value(scope);
                Object put = replacement.value(scope);
                if (BsonTypes.isNullish(text) || BsonTypes.isNullish(wanted) || BsonTypes.isNullish(put)) {
                    return null;
                }
                Pattern pattern = Pattern.compile(text(name, wanted), Pattern.LITERAL);
                String quoted = Matcher.quoteReplacement(text(name, put));
                Matcher matcher = pattern.matcher(text(name, text));
                return all ? matcher.replaceAll(quoted) : matcher.replaceFirst(quoted);
            };
        };
    }

    private static Expressions.Operator matching(String name, BiFunction<Matcher, String, Object> result) {
        return (argument, expressions) -> {
            var named = new Arguments.Named(name, argument, expressions, List.of("input", "regex", "options"));
            Expression input = named.required("input");
            Expression regex = named.required("regex");
            Optional<Expression> options = named.optional("options");
            return scope -> {
                Object text = input.value(scope);
                Object pattern = regex.value(scope);
                Object flags = options.map(one -> one.value(scope)).orElse("");
                if (BsonTypes.isNullish(text) || BsonTypes.isNullish(pattern)) {
                    return name.equals("$regexMatch") ? (Object) false : name.equals("$regexFind") ? null : List.of();
                }
                String all = text(name, text);
                return result.apply(regex(name, pattern, flags).matcher(all), all);
            };
        };
    }

    private static BsonRegularExpression regex(String name, Object pattern, Object flags) {
        String options = BsonTypes.isNullish(flags) ? "" : text(name, flags);
        if (pattern instanceof BsonRegularExpression regex) {
            String own = regex.getOptions() == null ? "" : regex.getOptions();
            return new BsonRegularExpression(regex.getPattern(), own.isEmpty() ? options : own);
        }
        return new BsonRegularExpression(text(name, pattern), options);
    }

    private static Object allFound(Matcher matcher, String text) {
        List<Object> all = new ArrayList<>();
        while (matcher.find()) {
            all.add(found(matcher, text));
        }
        return all;
    }

    private static Document found(Matcher matcher, String text) {
        List<Object> captures = new ArrayList<>();
        for (int group = 1; group <= matcher.groupCount(); group++) {
            captures.add(matcher.group(group));
        }
        return new Document("match", matcher.group())
                .append("idx", text.codePointCount(0, matcher.start()))
                .append("captures", captures);
    }
}
