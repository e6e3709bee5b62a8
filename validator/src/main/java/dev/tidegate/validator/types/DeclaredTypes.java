package dev.tidegate.validator.types;

import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.EnumType;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.validator.types.Catalogue.CatalogueColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares tables, columns and enum types of the catalogue with the file. */
final class DeclaredTypes {
    private final Migration migration;
    private final Catalogue catalogue;
    private final List<TypeFinding> found = new ArrayList<>();

    DeclaredTypes(Migration migration, Catalogue catalogue) {
        this.migration = migration;
        this.catalogue = catalogue;
    }

    List<TypeFinding> findings() {
        migration.tables().forEach(this::table);
        migration.enums().forEach(this::labels);
        return List.copyOf(found);
    }

    /** What cannot even be read as the file declares it, a line each. */
    List<String> unreadable() {
        var lines = new ArrayList<String>();
        for (Table table : migration.tables()) {
            String name = "table " + table.schema() + "." + table.name();
            if (!catalogue.tables().containsKey(table.name())) {
                lines.add(name + " is missing");
                continue;
            }
            for (Column column : table.columns()) {
                Optional<CatalogueColumn> there = catalogue.column(table.name(), column.name());
                if (there.isEmpty()) {
                    lines.add(name + ": column " + column.name() + " is missing");
                } else if (!there.get().isReadableAs(column.type())) {
                    lines.add(name + ": column " + column.name() + " is "
                            + there.get().type() + ", the migration file declares " + column.type());
                }
            }
        }
        return lines;
    }

    private void table(Table table) {
        if (!catalogue.tables().containsKey(table.name())) {
            add(table.name(), "", TypeFindingKind.TABLE_MISSING, "there is no such table in " + table.schema());
            return;
        }
        table.columns().forEach(column -> column(table, column));
    }

    private void column(Table table, Column declared) {
        Optional<CatalogueColumn> there = catalogue.column(table.name(), declared.name());
        if (there.isEmpty()) {
            add(
                    table.name(),
                    declared.name(),
                    TypeFindingKind.COLUMN_MISSING,
                    "the migration file declares " + declared.type());
            return;
        }
        if (!there.get().is(declared.type())) {
            add(
                    table.name(),
                    declared.name(),
                    TypeFindingKind.COLUMN_TYPE,
                    "is " + there.get().type() + ", the migration file declares "
                            + declared.type().formatted());
        }
        if (there.get().nullable() != declared.nullable()) {
            String detail = there.get().nullable()
                    ? "is nullable, the migration file declares NOT NULL"
                    : "is NOT NULL, the migration file declares it nullable";
            add(table.name(), declared.name(), TypeFindingKind.NULLABILITY, detail);
        }
    }

    private void labels(EnumType declared) {
        List<String> there = catalogue.enums().getOrDefault(declared.name(), List.of());
        List<String> missing = declared.labels().stream()
                .filter(label -> !there.contains(label))
                .toList();
        List<String> extra = there.stream()
                .filter(label -> !declared.labels().contains(label))
                .toList();
        missing.forEach(label -> addLabel(declared, TypeFindingKind.ENUM_LABEL_MISSING, "label " + label));
        extra.forEach(label -> addLabel(declared, TypeFindingKind.ENUM_LABEL_EXTRA, "label " + label));
        List<String> common = there.stream().filter(declared.labels()::contains).toList();
        if (missing.isEmpty() && !common.equals(declared.labels())) {
            String detail = "labels are " + common + ", the migration file declares " + declared.labels();
            addLabel(declared, TypeFindingKind.ENUM_LABEL_ORDER, detail);
        }
    }

    /** Reported once, under the first table that has the type. */
    private void addLabel(EnumType type, TypeFindingKind kind, String detail) {
        String table = migration.tables().stream()
                .filter(each -> each.columns().stream()
                        .anyMatch(column -> column.type().kind() == ColumnKind.ENUM
                                && column.type().name().equals(type.name())))
                .map(Table::name)
                .findFirst()
                .orElse("");
        add(table, type.name(), kind, detail);
    }

    private void add(String table, String column, TypeFindingKind kind, String detail) {
        found.add(new TypeFinding(table, column, kind, 1, List.of(), detail));
    }
}
