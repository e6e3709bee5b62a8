package dev.tidegate.mapping.reason;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.ColumnMapping.Default;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What to do about a value that a column does not take. Of the migration file's declarations only those that can stand at
 * this column: whoever follows the advice must not be refused by the file's parser.
 *
 * @param isKey the column is the key of a child table's rows
 */
public record ColumnRemedies(ColumnMapping column, boolean isKey) {
    private static final String CORRECT = "correct the document";

    public static ColumnRemedies of(ColumnMapping column) {
        return new ColumnRemedies(column, false);
    }

    public static ColumnRemedies of(ColumnMapping column, ChildTable child) {
        return new ColumnRemedies(column, child.keyColumn().equals(column.column()));
    }

    /** The column that reads a field, as dead letters name it: dotted, with an element's ordinal. */
    public static Optional<ColumnRemedies> ofField(CollectionMapping collection, String field) {
        return Stream.concat(
                        collection.columns().stream()
                                .filter(column -> reads(column, field))
                                .map(ColumnRemedies::of),
                        collection.children().stream().flatMap(child -> ofField(child, field)))
                .findFirst();
    }

    private static Stream<ColumnRemedies> ofField(ChildTable child, String field) {
        String prefix = child.field() + ".";
        if (!field.startsWith(prefix)) {
            return Stream.empty();
        }
        String inElement = field.substring(prefix.length()).replaceFirst("^\\d+\\.", "");
        return child.columns().stream()
                .filter(column -> reads(column, inElement))
                .map(column -> of(column, child));
    }

    private static boolean reads(ColumnMapping column, String field) {
        return column.fields().contains(field)
                || column.fields().isEmpty() && column.column().equals(field);
    }

    /** Of a value that does not convert. */
    public String ofUnfitValue() {
        List<String> remedies = new ArrayList<>(List.of(CORRECT));
        if (column.type().takesMap()) {
            remedies.add("map the value");
        }
        if (mayBecomeJsonb()) {
            remedies.add("choose another type for the column (jsonb takes any)");
        }
        if (!column.required()) {
            remedies.add("set invalid: null_and_keep");
        }
        return or(remedies);
    }

    /** Of text that is no label of the column's enum. */
    public String ofNoLabel() {
        List<String> remedies = new ArrayList<>(List.of(CORRECT, "map the value"));
        if (!column.required()) {
            remedies.add("set invalid_enum: null_and_keep");
        }
        return or(remedies);
    }

    /** Of the empty string in a column that is no text. */
    public String ofEmptyText() {
        if (!column.required() || column.whenAbsent().isPresent()) {
            return or(List.of(CORRECT, "set empty_as_null: true for the field"));
        }
        return takesDefault() ? or(List.of(CORRECT, "set empty_as_null: true and a default")) : CORRECT;
    }

    /** Of a document without a value that the column, or one of its group, must have. */
    public String ofAbsentValue() {
        if (!column.required()) {
            return or(List.of(CORRECT, "take the group out of require_any"));
        }
        List<String> remedies = new ArrayList<>(List.of(CORRECT));
        if (takesDefault()) {
            remedies.add("give the column a default in the migration file");
        }
        if (!isKey) {
            remedies.add("make the column nullable");
        }
        return or(remedies);
    }

    /** Ids come from documents. */
    private boolean takesDefault() {
        return column.type().kind() != ColumnKind.UUID || column.reference().isEmpty();
    }

    private boolean mayBecomeJsonb() {
        boolean hasCreationTime = column.whenAbsent()
                .filter(Default.ObjectIdTime.class::isInstance)
                .isPresent();
        return !isKey
                && !hasCreationTime
                && column.reference().isEmpty()
                && column.valueMap().isEmpty();
    }

    private static String or(List<String> remedies) {
        if (remedies.size() == 1) {
            return remedies.get(0);
        }
        int last = remedies.size() - 1;
        String before = String.join(", ", remedies.subList(0, last));
        return before + ", or " + remedies.get(last);
    }
}
