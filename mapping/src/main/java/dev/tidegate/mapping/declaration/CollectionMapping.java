package dev.tidegate.mapping.declaration;

import java.util.List;
import java.util.stream.Stream;

/**
 * What becomes of the documents of one collection.
 *
 * @param collection name of the file's entry: mostly that of its collection in the source
 * @param tag the 26 bits that set this collection's UUIDs apart
 * @param table name of the entity table; its primary key is {@code idColumn}
 * @param columns every column but the id
 * @param requireAnyOf groups of columns of which at least one must have a value, else the document is
 *     {@code required-absent}
 * @param where which of the collection's documents give rows
 * @param entry which collection of the source it is of, and with which other entries it shares that
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
        Where where,
        Entry entry) {

    public enum IdKind {
        OBJECT_ID,
        ANY
    }

    /**
     * What an entry of the file has to do with its collection in the source. Several entries may share a collection: each
     * document is of the one whose {@code where} takes it.
     *
     * @param source name of the collection in the source database
     * @param key sets apart what is remembered of the documents of this entry; of an entry alone the collection's tag
     * @param others the {@code where} of each other entry of the collection
     */
    public record Entry(String source, int key, List<Where> others, Unmatched unmatched, OnDrop onDrop) {
        public Entry {
            others = List.copyOf(others);
        }

        /** The only one of the collection of its own name. */
        public static Entry alone(String collection, int tag) {
            return new Entry(collection, tag, List.of(), Unmatched.EXCLUDE, OnDrop.STOP);
        }

        public boolean isShared() {
            return !others.isEmpty();
        }
    }

    /** What happens when the collection is dropped, renamed or made again in the source. */
    public enum OnDrop {
        /** The source stops, and a person settles it. */
        STOP,
        /** The collection is taken again, while the others go on. */
        RESNAPSHOT
    }

    /** What an entry makes of documents that no entry of their collection takes. */
    public enum Unmatched {
        /** Nothing; they are counted as excluded. */
        EXCLUDE,
        DEAD_LETTER,
        /** Nothing: they are the first entry's. */
        OF_FIRST
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
                Where.ALL,
                Entry.alone(collection, tag));
    }

    /** The documents' own fields that decide of which entry they are. */
    public List<String> whereFields() {
        return Stream.concat(Stream.of(where), entry.others().stream())
                .flatMap(each -> each.topLevelFields().stream())
                .distinct()
                .toList();
    }

    /** Name of the collection in the source database. */
    public String source() {
        return entry.source();
    }

    /** Those of all columns, the children's as well. */
    public List<Reference> references() {
        return Stream.concat(columns.stream(), children.stream().flatMap(child -> child.columns().stream()))
                .flatMap(column -> column.reference().stream())
                .toList();
    }
}
