package dev.tidegate.mapping.file;

import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.Parsing;
import dev.tidegate.mapping.declaration.Parsing.Form;
import dev.tidegate.mapping.declaration.Parsing.Unit;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** How a column's values are read: {@code trim}, {@code lower}, {@code ignore_case}, {@code unit}, {@code parse}. */
final class ParsingParser {
    private static final List<String> KEYS = List.of("trim", "lower", "ignore_case", "unit", "parse");
    private static final Set<ColumnKind> TIMES = EnumSet.of(ColumnKind.TIMESTAMP, ColumnKind.TIMESTAMPTZ);
    private static final Set<ColumnKind> NUMBERS =
            EnumSet.of(ColumnKind.INTEGER, ColumnKind.BIGINT, ColumnKind.NUMERIC);
    private static final Set<ColumnKind> JSON = EnumSet.of(ColumnKind.JSONB);

    private final YamlMap map;
    private final ColumnType type;
    private final Scope scope;

    private ParsingParser(YamlMap map, ColumnType type, Scope scope) {
        this.map = map;
        this.type = type;
        this.scope = scope;
    }

    /** @param isRead false for a column that reads no field: whatever is said of its values then has no effect */
    static Parsing parse(YamlMap map, ColumnType type, boolean isRead, Scope scope) {
        return new ParsingParser(map, type, scope).parse(isRead);
    }

    private Parsing parse(boolean isRead) {
        for (String key : KEYS) {
            if (!isRead && map.has(key)) {
                refuse(key, "is for columns that read a field: take it away");
            }
        }
        Form form = form();
        return new Parsing(onText("trim"), onText("lower"), form);
    }

    private boolean onText(String key) {
        boolean stated = map.flag(key, false);
        ColumnKind kind = type.single().kind();
        if (stated && kind == ColumnKind.UUID) {
            refuse(key, "is not for references: an id is its text as it stands");
        } else if (stated && type.single().isJson()) {
            refuse(key, "is not for " + type + ": it takes every text as it is");
        }
        return stated;
    }

    private Form form() {
        if (map.flag("ignore_case", false)) {
            return labels();
        }
        Optional<Unit> unit = unit();
        if (map.child("parse").filter(ScalarNode.class::isInstance).isPresent()) {
            return word();
        }
        YamlMap parse = map.map("parse", "'parse'");
        Form form = new Form.AsItIs();
        if (parse.has("number")) {
            form = numbers(parse);
        } else if (parse.has("format") || parse.has("zone") || unit.isPresent()) {
            form = times(parse, unit);
        } else if (map.has("parse")) {
            refuse("parse", "is json, {format: [dd.MM.yyyy], zone: Europe/Prague}, or {number: {decimal: \",\"}}");
        }
        parse.close();
        return form;
    }

    private Optional<Unit> unit() {
        if (!map.has("unit")) {
            return Optional.empty();
        }
        requireType("unit", TIMES, "timestamps");
        return Optional.of(map.oneOf("unit", Unit.class, Unit.MS));
    }

    private Form word() {
        if (map.text("parse").filter(text -> text.text().equals("json")).isEmpty()) {
            refuse("parse", "is json, {format: [dd.MM.yyyy], zone: Europe/Prague}, or {number: {decimal: \",\"}}");
            return new Form.AsItIs();
        }
        requireType("parse", JSON, "jsonb");
        return new Form.Json();
    }

    private Form times(YamlMap parse, Optional<Unit> unit) {
        if (map.has("parse")) {
            requireType("parse", TIMES, "timestamps");
        }
        TimeFormats formats = new TimeFormats(parse, scope.problems());
        return new Form.Times(formats.formats(), formats.zone(), unit);
    }

    private Form numbers(YamlMap parse) {
        requireType("parse", NUMBERS, "numbers");
        YamlMap number = parse.map("number", "'number'");
        String decimal = mark(number, "decimal").orElse(".");
        Optional<String> grouping = mark(number, "grouping");
        if (!number.has("decimal") && grouping.isEmpty()) {
            scope.problems().add(parse.keyNode("number"), "'number' says {decimal: \",\"}, {grouping: \" \"}, or both");
        }
        if (grouping.filter(decimal::equals).isPresent()) {
            scope.problems().add(number.keyNode("grouping"), "'decimal' and 'grouping' are two different characters");
        }
        number.close();
        return new Form.Numbers(decimal, grouping);
    }

    private Optional<String> mark(YamlMap number, String key) {
        Optional<Value> mark = number.text(key);
        mark.filter(each -> !isMark(each.text()))
                .ifPresent(each -> scope.problems()
                        .add(each.node(), "'" + key + "' is one character, and no letter, digit or sign"));
        return mark.map(Value::text).filter(ParsingParser::isMark);
    }

    private static boolean isMark(String text) {
        return text.length() == 1
                && !Character.isLetterOrDigit(text.charAt(0))
                && !Character.isSurrogate(text.charAt(0))
                && text.charAt(0) != 0
                && "+-".indexOf(text.charAt(0)) < 0;
    }

    private Form labels() {
        if (map.has("parse") || map.has("unit")) {
            refuse("ignore_case", "is for enums, which take no 'parse' and no 'unit'");
        }
        if (type.single().kind() != ColumnKind.ENUM) {
            refuse("ignore_case", "is for enums, not for " + type + ": 'lower' puts text in lower case");
            return new Form.Labels();
        }
        Map<String, String> byLower = new HashMap<>();
        for (String label : scope.enums().get(type.single().name()).labels()) {
            String other = byLower.putIfAbsent(label.toLowerCase(Locale.ROOT), label);
            if (other != null) {
                refuse(
                        "ignore_case",
                        "cannot tell the labels '" + other + "' and '" + label + "' apart: 'map' the values instead");
            }
        }
        return new Form.Labels();
    }

    private void requireType(String key, Set<ColumnKind> kinds, String what) {
        if (!kinds.contains(type.single().kind())) {
            refuse(key, "of this form is for " + what + ", not for " + type);
        }
    }

    private void refuse(String key, String why) {
        scope.problems().add(map.keyNode(key), "'" + key + "' " + why);
    }
}
