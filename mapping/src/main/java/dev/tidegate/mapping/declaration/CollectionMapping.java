package dev.tidegate.mapping.declaration;

import java.util.List;
import java.util.stream.Stream;

/**
 * What becomes of the documents of one collection.
 *
 * @param collection name in the source database
 * @param tag the 26 bits that set this collection's UUIDs apart
 * @param table name of the entity table; its primary key is {@code idColumn}
 * @param columns every column but the id
 * @param requireAnyOf groups of columns of which at least one must have a value, else the document is
 *     {@code required-absent}
 * @param where which of the collection's documents give rows
 */
public record CollectionMapping(
        String collection,
        IdKind ids,
        int tag,
        String table,
        String idColumn,
        List<ColumnMapping> columns,
        List<ChildTable> children,
        List<List<String>> requireAnyOf,
        UnmappedFields unmappedFields,
        List<String> ignoredFields,
        Where where) {

    public enum IdKind {
        OBJECT_ID,
        ANY
    }

    /** What happens to top-level fields that no declaration reads. */
    public enum UnmappedFields {
        KEEP,
        IGNORE,
        FAIL
    }

    public CollectionMapping {
        columns = List.copyOf(columns);
        children = List.copyOf(children);
        requireAnyOf = requireAnyOf.stream().map(List::copyOf).toList();
        ignoredFields = List.copyOf(ignoredFields);
    }

    /** Of a collection whose documents all give rows. */
    public CollectionMapping(
            String collection,
            IdKind ids,
            int tag,
            String table,
            String idColumn,
            List<ColumnMapping> columns,
            List<ChildTable> children,
            List<List<String>> requireAnyOf,
            UnmappedFields unmappedFields,
            List<String> ignoredFields) {
        this(
                collection,
                ids,
                tag,
                table,
                idColumn,
                columns,
                children,
                requireAnyOf,
                unmappedFields,
                ignoredFields,
                Where.ALL);
    }

    /** Those of all columns, the children's as well. */
    public List<Reference> references() {
        return Stream.concat(columns.stream(), children.stream().flatMap(child -> child.columns().stream()))
                .flatMap(column -> column.reference().stream())
                .toList();
    }
}
