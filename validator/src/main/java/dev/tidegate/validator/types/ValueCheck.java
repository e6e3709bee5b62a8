package dev.tidegate.validator.types;

import static dev.tidegate.mapping.ddl.Sql.quote;

import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.EnumType;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.validator.types.Catalogue.CatalogueColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Something that is wrong with a value, in SQL.
 *
 * @param condition true of a row with such a value
 */
record ValueCheck(String column, TypeFindingKind kind, String condition, String detail) {

    /** All that can be asked of the columns as they are in the catalogue: one of another type is not among them. */
    static List<ValueCheck> of(Table table, Migration migration, IdColumns ids, Catalogue catalogue) {
        List<ValueCheck> checks = new ArrayList<>();
        for (Column column : table.columns()) {
            Optional<CatalogueColumn> there = catalogue.column(table.name(), column.name());
            there.ifPresent(actual -> add(table, column, actual.type(), migration, ids, checks));
        }
        return checks;
    }

    private static void add(
            Table table, Column column, String actual, Migration migration, IdColumns ids, List<ValueCheck> checks) {
        switch (column.type().kind()) {
            case DATE, TIMESTAMP, TIMESTAMPTZ -> {
                if (actual.equals("date") || actual.startsWith("timestamp") && !actual.endsWith("[]")) {
                    time(column, checks);
                }
            }
            case UUID -> {
                if (actual.equals("uuid") && ids.isId(table.name(), column.name())) {
                    id(column.name(), ids.of(table.name(), column.name()), checks);
                }
            }
            case LIST -> {
                if (actual.equals("uuid[]") && ids.isId(table.name(), column.name())) {
                    ids(column.name(), ids.of(table.name(), column.name()), checks);
                }
                if (actual.endsWith("[]")) {
                    array(column.name(), checks);
                }
            }
            case ENUM -> labels(column.name(), migration.enumType(column.type().name()), checks);
            default -> {}
        }
    }

    private static void time(Column column, List<ValueCheck> checks) {
        String name = quote(column.name());
        checks.add(new ValueCheck(
                column.name(),
                TypeFindingKind.TIMESTAMP_INFINITE,
                "NOT isfinite(" + name + ")",
                "infinite: no date of BSON's is"));
        if (column.type().kind() != ColumnKind.DATE) {
            checks.add(new ValueCheck(
                    column.name(),
                    TypeFindingKind.TIMESTAMP_PRECISION,
                    "isfinite(" + name + ") AND date_trunc('milliseconds', " + name + ") <> " + name,
                    "finer than milliseconds"));
        }
    }

    private static void id(String column, Set<CollectionMapping> collections, List<ValueCheck> checks) {
        String wrongVersion = IdPattern.hasWrongVersion(quote(column), collections);
        String wrongTag = IdPattern.hasWrongTag(quote(column), collections);
        checks.add(new ValueCheck(column, TypeFindingKind.UUID_VERSION, wrongVersion, versionDetail(collections)));
        checks.add(new ValueCheck(column, TypeFindingKind.UUID_TAG, wrongTag, tagDetail(collections)));
    }

    private static void ids(String column, Set<CollectionMapping> collections, List<ValueCheck> checks) {
        String wrongVersion = IdPattern.hasWrongVersion("e", collections);
        String wrongTag = IdPattern.hasWrongTag("e", collections);
        checks.add(new ValueCheck(
                column, TypeFindingKind.UUID_VERSION, anyElement(column, wrongVersion), versionDetail(collections)));
        checks.add(
                new ValueCheck(column, TypeFindingKind.UUID_TAG, anyElement(column, wrongTag), tagDetail(collections)));
    }

    private static String anyElement(String column, String condition) {
        return "EXISTS (SELECT FROM unnest(" + quote(column) + ") AS e WHERE " + condition + ")";
    }

    private static void array(String column, List<ValueCheck> checks) {
        String condition = "array_ndims(" + quote(column) + ") > 1 OR array_lower(" + quote(column) + ", 1) <> 1";
        checks.add(new ValueCheck(
                column, TypeFindingKind.ARRAY_SHAPE, condition, "of more than one dimension, or not counted from 1"));
    }

    private static void labels(String column, EnumType type, List<ValueCheck> checks) {
        String labels = type.labels().stream().map(Sql::literal).collect(Collectors.joining(", "));
        checks.add(new ValueCheck(
                column,
                TypeFindingKind.ENUM_VALUE,
                quote(column) + "::text NOT IN (" + labels + ")",
                "no label of " + type.name() + " in the file"));
    }

    private static String versionDetail(Set<CollectionMapping> collections) {
        return "not an id of " + names(collections) + ": another version of UUID";
    }

    private static String tagDetail(Set<CollectionMapping> collections) {
        return "not an id of " + names(collections) + ": another collection's tag";
    }

    private static String names(Set<CollectionMapping> collections) {
        return collections.stream().map(CollectionMapping::collection).collect(Collectors.joining(" or "));
    }
}
