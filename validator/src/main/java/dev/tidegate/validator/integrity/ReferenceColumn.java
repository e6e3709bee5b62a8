package dev.tidegate.validator.integrity;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Table;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A column whose ids must be rows of another table.
 *
 * @param constraint name of the foreign key; empty for an end of a junction or a child's parent that the file wants
 *     without one: nothing blocks the seal there
 * @param referenced the collection whose documents the ids are
 * @param referrer the document that the row comes from
 * @param heldByReferenced the row itself comes from the document that it refers to (a child from its parent, an edge
 *     from the one end that holds it): where that document is gone, so should the row be
 * @param elsewhere with one of several collections: those that an id goes to when it exists there alone
 */
public record ReferenceColumn(
        Table table,
        String column,
        Optional<String> constraint,
        String referencedTable,
        String referencedColumn,
        CollectionMapping referenced,
        Referrer referrer,
        boolean heldByReferenced,
        List<CollectionMapping> elsewhere) {

    /**
     * @param keyPart index in the row's primary key of the document's own id
     * @param fields dotted paths in the document under which the reference may stand
     */
    public record Referrer(CollectionMapping collection, int keyPart, List<String> fields) {
        public Referrer {
            fields = List.copyOf(fields);
        }
    }

    public ReferenceColumn {
        Objects.requireNonNull(constraint, "constraint");
        elsewhere = List.copyOf(elsewhere);
    }

    /** NULL can stand in its place. */
    public boolean isNullable() {
        return table.column(column).nullable();
    }

    /** {@code Table.column}, for people. */
    public String name() {
        return table.name() + "." + column;
    }
}
