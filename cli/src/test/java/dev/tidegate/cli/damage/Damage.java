package dev.tidegate.cli.damage;

import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.difference.Layer;
import java.util.List;
import java.util.Optional;

/**
 * One damage, and what must be said of it.
 *
 * @param table as a difference names it
 * @param owner the application's table whose counts and references it touches
 * @param id as a difference names the document, the edge or the row
 * @param fields of the document, one of which must be named; empty: none is asked for
 * @param row kind of what the damaged row holds, as a difference must begin to name it
 */
record Damage(
        DamageKind kind,
        String table,
        String owner,
        Optional<String> column,
        String id,
        List<String> fields,
        DifferenceKind expected,
        String row,
        String sql) {

    static Damage ofRow(DamageKind kind, String table, String id, DifferenceKind expected, String sql) {
        return new Damage(kind, table, table, Optional.empty(), id, List.of(), expected, "", sql);
    }

    /** Table, id, field, column and both values' kinds. */
    boolean isNamedBy(Difference difference) {
        return difference.table().equals(table)
                && difference.id().equals(id)
                && difference.column().equals(column)
                && difference.kind() == expected
                && (fields.isEmpty()
                        || difference.field().filter(fields::contains).isPresent())
                && !difference.document().isBlank()
                && difference.row().startsWith(row);
    }

    /** What else follows of it: the count, references to the row, the same column in the later layers. */
    boolean explains(Difference difference) {
        return switch (difference.kind()) {
            case COUNT -> difference.table().equals(owner) && expected.layer() == Layer.ROW_COUNT;
            case BROKEN_REFERENCE ->
                isSameColumn(difference) || difference.document().equals("a reference to " + id);
            case FOREIGN_ID, TYPE -> isSameColumn(difference);
            default -> false;
        };
    }

    private boolean isSameColumn(Difference difference) {
        return difference.table().equals(table)
                && column.isPresent()
                && difference.column().equals(column);
    }

    @Override
    public String toString() {
        return kind.text() + " in " + table + column.map(name -> "." + name).orElse("") + ", " + id;
    }
}
