package dev.tidegate.mapping.declaration;

import java.util.List;
import java.util.Optional;

/**
 * An embedded array, or a single sub-document, that becomes rows of a table of its own; or a sub-document of which each
 * field does, where names are data.
 *
 * @param table name of the table; its primary key is (parentColumn, keyColumn)
 * @param field {@link SourcePath path} of the array or sub-document in the parent's document
 * @param parentColumn uuid column with the parent's id
 * @param keyColumn the ordinal (from 0, integer), or the column that carries the element's key or name
 * @param elementKey path within the element of its key; empty: the ordinal is the key. Two elements with one key, or an
 *     element without, make the document a dead letter.
 * @param keyedByName each field of the sub-document is an element, and its name the key; {@code elementKey} is empty then
 * @param scalarColumn set when elements are scalars: the column that takes the element itself
 */
public record ChildTable(
        String table,
        String field,
        String parentColumn,
        String keyColumn,
        Optional<String> elementKey,
        boolean keyedByName,
        Optional<String> scalarColumn,
        List<ColumnMapping> columns) {
    public ChildTable {
        columns = List.copyOf(columns);
    }

    /** One whose elements are not keyed by name. */
    public ChildTable(
            String table,
            String field,
            String parentColumn,
            String keyColumn,
            Optional<String> elementKey,
            Optional<String> scalarColumn,
            List<ColumnMapping> columns) {
        this(table, field, parentColumn, keyColumn, elementKey, false, scalarColumn, columns);
    }

    /** The key is counted, not read. */
    public boolean isKeyedByOrdinal() {
        return elementKey.isEmpty() && !keyedByName;
    }
}
