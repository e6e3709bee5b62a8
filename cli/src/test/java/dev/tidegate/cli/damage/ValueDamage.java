package dev.tidegate.cli.damage;

import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.EnumType;
import dev.tidegate.mapping.declaration.Migration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What can happen to a value of a column's type, in SQL.
 *
 * @param condition of the rows that it can happen to
 * @param value that the column gets instead
 */
record ValueDamage(DamageKind kind, String condition, String value) {

    /** @param otherIds table and column of ids that the column may hold; empty where it holds none */
    static List<ValueDamage> of(Column column, Migration migration, Optional<String> otherIds) {
        String c = Sql.quote(column.name());
        List<ValueDamage> damages = new ArrayList<>(
                switch (column.type().kind()) {
                    case TEXT, VARCHAR -> text(c);
                    case SMALLINT, INTEGER, BIGINT -> List.of(some(DamageKind.LAST_PLACE, c, c + " + 1"));
                    case NUMERIC -> numeric(c);
                    case REAL, DOUBLE ->
                        List.of(
                                some(DamageKind.CHANGED, c, c + " + 1"),
                                new ValueDamage(DamageKind.LAST_PLACE, c + " = 0", "-" + c));
                    case CHAR -> List.of(some(DamageKind.CHANGED, c, "'~'"));
                    case BYTEA -> List.of(some(DamageKind.CHANGED, c, c + " || '\\x00'::bytea"));
                    case DATE -> List.of(some(DamageKind.CHANGED, c, c + " + 1"));
                    case JSON -> List.of(some(DamageKind.CHANGED, c, "to_json(ARRAY[" + c + "])"));
                    case BOOLEAN -> List.of(some(DamageKind.BOOLEAN_FLIPPED, c, "NOT " + c));
                    case TIMESTAMP, TIMESTAMPTZ ->
                        List.of(
                                some(DamageKind.CHANGED, c, c + " + interval '1 day'"),
                                some(DamageKind.MILLISECOND, c, c + " + interval '1 millisecond'"));
                    case ENUM -> List.of(some(DamageKind.LABEL_SWAPPED, c, otherLabel(c, column, migration)));
                    case UUID -> uuid(c, otherIds.orElseThrow());
                    case LIST -> array(c, isIds(column) ? wrongTag(c + "[1]") : c + "[1] || 'x'");
                    case JSONB -> json(c);
                });
        if (column.nullable()) {
            damages.add(some(DamageKind.NULL_FOR_VALUE, c, "NULL"));
            damages.add(
                    new ValueDamage(DamageKind.VALUE_FOR_NULL, c + " IS NULL", anyValue(column, migration, otherIds)));
        } else {
            damages.removeIf(damage -> damage.value().equals("NULL"));
        }
        return damages;
    }

    private static List<ValueDamage> text(String c) {
        // The same letters whatever locale the server was started in.
        String upper = "upper(" + c + " COLLATE \"C\")";
        return List.of(
                some(DamageKind.CHANGED, c, "'x' || " + c),
                some(DamageKind.WHITESPACE, c, c + " || ' '"),
                new ValueDamage(DamageKind.LETTER_CASE, c + " <> " + upper, upper),
                new ValueDamage(DamageKind.NULL_FOR_EMPTY, c + " = ''", "NULL"),
                new ValueDamage(DamageKind.EMPTY_FOR_NULL, c + " IS NULL", "''"));
    }

    private static List<ValueDamage> numeric(String c) {
        return List.of(
                new ValueDamage(
                        DamageKind.LAST_PLACE, "scale(" + c + ") >= 0", c + " + power(10::numeric, -scale(" + c + "))"),
                new ValueDamage(DamageKind.SCALE, "scale(" + c + ") > min_scale(" + c + ")", "trim_scale(" + c + ")"));
    }

    private static List<ValueDamage> uuid(String c, String otherIds) {
        return List.of(
                some(DamageKind.ANOTHER_ID, c, otherId(c, otherIds)),
                some(DamageKind.WRONG_TAG, c, wrongTag(c)),
                some(DamageKind.WRONG_VERSION, c, "overlay(" + c + "::text placing '4' from 15)::uuid"));
    }

    private static List<ValueDamage> array(String c, String changed) {
        return List.of(
                new ValueDamage(
                        DamageKind.ELEMENT_CHANGED,
                        c + "[1] IS NOT NULL",
                        "array_prepend(" + changed + ", " + c + "[2:])"),
                new ValueDamage(DamageKind.ELEMENT_DROPPED, "cardinality(" + c + ") > 0", c + "[2:]"),
                new ValueDamage(
                        DamageKind.ARRAY_ORDER,
                        c + "[1] IS DISTINCT FROM " + c + "[2] AND cardinality(" + c + ") > 1",
                        "ARRAY[" + c + "[2], " + c + "[1]] || " + c + "[3:]"),
                new ValueDamage(DamageKind.NULL_FOR_EMPTY_ARRAY, "cardinality(" + c + ") = 0", "NULL"));
    }

    /** Deep ones need the value itself: {@link DeepJson}. */
    private static List<ValueDamage> json(String c) {
        return List.of(
                new ValueDamage(
                        DamageKind.JSON_KEY,
                        "jsonb_typeof(" + c + ") = 'object'",
                        c + " || '{\"planted\": null}'::jsonb"),
                some(DamageKind.CHANGED, c, "to_jsonb(ARRAY[" + c + "])"));
    }

    private static String otherLabel(String c, Column column, Migration migration) {
        EnumType type = migration.enumType(column.type().name());
        String first = Sql.literal(type.labels().get(0));
        String last = Sql.literal(type.labels().get(type.labels().size() - 1));
        return "(CASE WHEN " + c + " = " + first + " THEN " + last + " ELSE " + first + " END)::"
                + typeName(column, migration);
    }

    private static String otherId(String c, String otherIds) {
        return "(SELECT other.id FROM " + otherIds + " other WHERE other.id IS DISTINCT FROM " + c
                + " ORDER BY other.id LIMIT 1)";
    }

    private static String wrongTag(String id) {
        return "overlay(" + id + "::text placing CASE right(" + id
                + "::text, 1) WHEN '0' THEN '1' ELSE '0' END from 36)::uuid";
    }

    private static String anyValue(Column column, Migration migration, Optional<String> otherIds) {
        return switch (column.type().kind()) {
            case TEXT, VARCHAR -> "'planted'";
            case CHAR -> "'~'";
            case BYTEA -> "'\\x00'";
            case DATE -> "'2020-02-02'";
            case SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, NUMERIC -> "7";
            case BOOLEAN -> "false";
            case TIMESTAMP, TIMESTAMPTZ -> "'2020-02-02 02:02:02.002'";
            case ENUM ->
                Sql.literal(migration.enumType(column.type().name()).labels().get(0)) + "::"
                        + typeName(column, migration);
            case UUID -> otherId("NULL", otherIds.orElseThrow());
            case LIST -> isIds(column) ? "'{}'" : "'{planted}'";
            case JSON, JSONB -> "'{\"planted\": true}'";
        };
    }

    private static boolean isIds(Column list) {
        return list.type().element().kind() == ColumnKind.UUID;
    }

    private static String typeName(Column column, Migration migration) {
        return Sql.quote(migration.target().schema(), column.type().name());
    }

    private static ValueDamage some(DamageKind kind, String column, String value) {
        return new ValueDamage(kind, column + " IS NOT NULL", value);
    }
}
