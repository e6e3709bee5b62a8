package dev.tidegate.mapping.declaration;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a column's value comes from, and the policies that a value which cannot be carried exactly meets.
 *
 * @param column name of the column in the table's declaration
 * @param fields {@link SourcePath paths} into the document (for a child table: into the element); with more than one, the first
 *     that is present and not null counts ("coalesce"). Empty when the column is filled by {@code constant} or only by a
 *     {@link Reference.Candidate} of another column.
 * @param constant the value of every row
 * @param required null is not allowed; absent takes {@code whenAbsent}, else the document is a dead letter
 * @param reference set exactly for columns that carry ids ({@code uuid}, {@code uuid[]})
 * @param valueMap source value as text → target value as text, applied before conversion; matches strings exactly, case
 *     included, numbers as plain decimals without trailing zeros, booleans as {@code true} and {@code false}
 * @param parsing how values are read before the column's type converts them
 * @param policies the field's own, already filled up from the migration's
 */
public record ColumnMapping(
        String column,
        ColumnType type,
        List<String> fields,
        Optional<String> constant,
        boolean required,
        Optional<Default> whenAbsent,
        Optional<Reference> reference,
        Map<String, String> valueMap,
        Parsing parsing,
        Policies policies) {

    /** What a required column takes when the document has no value. */
    public sealed interface Default {
        /** A constant in the column's own textual form. */
        record Constant(String text) implements Default {}

        /** The creation time inside the document's ObjectId. */
        record ObjectIdTime() implements Default {}
    }

    public ColumnMapping {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(type, "type");
        fields = List.copyOf(fields);
        valueMap = Map.copyOf(valueMap);
        Objects.requireNonNull(parsing, "parsing");
        Objects.requireNonNull(policies, "policies");
    }
}
