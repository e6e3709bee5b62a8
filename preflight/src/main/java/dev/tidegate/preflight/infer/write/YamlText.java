package dev.tidegate.preflight.infer.write;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names and comments in YAML: quoted where YAML would take them for something else. */
final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    private static final Set<String> NO_TEXT = Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

    private YamlText() {}

    static String name(String name) {
        if (PLAIN.matcher(name).matches() && !NO_TEXT.contains(name.toLowerCase(Locale.ROOT))) {
            return name;
        }
        boolean isPrintable = name.chars().allMatch(each -> each >= ' ' && each != 0x7F && each != 0xFEFF)
                && name.chars().noneMatch(Character::isISOControl)
                && !name.contains("\u2028")
                && !name.contains("\u2029")
                && name.codePoints().noneMatch(YamlText::isSurrogate);
        return isPrintable ? "'" + name.replace("'", "''") + "'" : escaped(name);
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= 0xD800 && codePoint <= 0xDFFF || codePoint == 0xFFFE || codePoint == 0xFFFF;
    }

    private static String escaped(String name) {
        return name.chars()
                .mapToObj(each -> each == '"' || each == '\\'
                        ? "\\" + (char) each
                        : each >= ' ' && each < 0x7F ? String.valueOf((char) each) : String.format("\\u%04X", each))
                .collect(Collectors.joining("", "\"", "\""));
    }

    static String list(List<String> names) {
        return names.stream().map(YamlText::name).collect(Collectors.joining(", ", "[", "]"));
    }

    /** One line: a name in it may have any character. */
    static String comment(String text) {
        return "# " + text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\uFEFF\\uFFFE\\uFFFF]", "\uFFFD");
    }
}
