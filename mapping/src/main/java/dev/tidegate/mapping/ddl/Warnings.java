package dev.tidegate.mapping.ddl;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.CollectionMapping.OnDrop;
import dev.tidegate.mapping.declaration.CollectionMapping.UnmappedFields;
import dev.tidegate.mapping.declaration.CollectionMapping.Unmatched;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.ForeignKey;
import dev.tidegate.mapping.declaration.Index;
import dev.tidegate.mapping.declaration.Index.Method;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Reference.Candidate;
import dev.tidegate.mapping.declaration.Table;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a migration leaves to chance, to a later time or to another than the reader may think. */
final class Warnings {
    private static final Set<ColumnKind> UNLIMITED =
            EnumSet.of(ColumnKind.TEXT, ColumnKind.VARCHAR, ColumnKind.BYTEA, ColumnKind.JSONB);

    private final Migration migration;
    private final List<Warning> found = new ArrayList<>();

    Warnings(Migration migration) {
        this.migration = migration;
    }

    List<Warning> all() {
        extensions();
        migration.collections().forEach(this::collection);
        migration.tables().forEach(this::table);
        longTexts();
        alikeButForCase(migration.sourceCollections().stream(), "collections");
        alikeButForCase(migration.tables().stream().map(Table::name), "tables");
        return List.copyOf(found);
    }

    private void extensions() {
        migration.extensions().stream()
                .filter(each -> each.optional())
                .forEach(each -> warn(
                        each.name(),
                        "this extension is optional: where the server does not have it, the run continues without"));
    }

    private void collection(CollectionMapping collection) {
        if (collection.ids() == IdKind.ANY) {
            warn(
                    collection.collection(),
                    "ids that are no ObjectIds become UUIDs by name: they neither sort nor decode; tidegate.id_map has"
                            + " the way back");
        }
        if (collection.unmappedFields() == UnmappedFields.IGNORE) {
            warn(collection.collection(), "fields that no column reads are dropped (unmapped_fields: ignore)");
        }
        collection
                .ignoredFields()
                .forEach(field ->
                        warn(collection.collection() + "." + field, "this field is dropped on purpose (ignore)"));
        entry(collection);
        if (collection.entry().onDrop() == OnDrop.RESNAPSHOT
                && collection.entry().unmatched() != Unmatched.OF_FIRST) {
            warn(
                    collection.source(),
                    "when it is dropped, renamed or made again, it is taken again (on_drop: resnapshot): rows that it no"
                            + " longer gives are deleted, all of them when it is dropped and not made again");
        }
        if (!collection.where().takesAll() && !collection.entry().isShared()) {
            warn(
                    collection.collection(),
                    "documents that 'where' does not take give no rows: they are counted as excluded, and a reference to"
                            + " one has no row");
        }
        collection
                .requireAnyOf()
                .forEach(group -> warn(
                        collection.table(),
                        "one of " + group + " has a value: Tidegate sees to it, no constraint stands for it"));
        collection.columns().forEach(column -> column(collection, column));
    }

    private void entry(CollectionMapping collection) {
        if (collection.entry().isShared() && collection.entry().unmatched() != Unmatched.OF_FIRST) {
            warn(
                    collection.source(),
                    "each document is of the one entry whose 'where' takes it; one that several take is a dead letter"
                            + " (conflict) of each, one that none takes is "
                            + (collection.entry().unmatched() == Unmatched.DEAD_LETTER
                                    ? "a dead letter (unmatched) of " + collection.collection()
                                    : "excluded"));
        }
    }

    private void column(CollectionMapping collection, ColumnMapping column) {
        String object = collection.table() + "." + column.column();
        column.reference().filter(each -> each.isToOneOfSeveral()).ifPresent(reference -> {
            String places = reference.candidates().stream().map(Warnings::place).collect(Collectors.joining(", "));
            if (reference.by().isPresent()) {
                warn(
                        object,
                        "field " + reference.by().get() + " says to which collection its ids go (" + places
                                + "), whether it has them or not");
                return;
            }
            warn(
                    object,
                    "its ids go to the collection that has them (" + places + "); an id that none has, or several, to "
                            + reference.candidates().get(0).collection());
        });
        if (column.fields().size() > 1) {
            warn(
                    object,
                    "the first of " + column.fields() + " that has a value counts; the others are "
                            + fate(collection.unmappedFields()));
        }
    }

    private static String fate(UnmappedFields policy) {
        return switch (policy) {
            case KEEP -> "kept in tidegate.unmapped";
            case IGNORE -> "dropped (unmapped_fields: ignore)";
            case FAIL -> "not allowed in the same document (unmapped_fields: fail)";
        };
    }

    private static String place(Candidate candidate) {
        return candidate.collection() + " → " + candidate.column();
    }

    private void table(Table table) {
        for (ForeignKey key : table.foreignKeys()) {
            if (!hasIndex(table, key.column())) {
                warn(
                        table.name() + "." + key.column(),
                        "a foreign key without an index: deletes in " + key.referencedTable()
                                + " read the whole table");
            }
        }
        table.indexes().stream()
                .filter(Index::unique)
                .forEach(index -> warn(
                        index.name(),
                        "unique: not enforced while rows flow; two documents with one value block the seal"));
    }

    private static boolean hasIndex(Table table, String column) {
        boolean indexed = table.indexes().stream()
                .anyMatch(index -> index.where().isEmpty()
                        && !index.columns().isEmpty()
                        && index.columns().get(0).equals(column));
        return indexed || table.primaryKey().get(0).equals(column);
    }

    /** Topics have their names. */
    private void alikeButForCase(Stream<String> names, String what) {
        names
                .collect(
                        Collectors.groupingBy(name -> name.toLowerCase(Locale.ROOT), TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .filter(alike -> alike.size() > 1)
                .forEach(alike -> warn(
                        String.join(", ", alike),
                        "these " + what
                                + " differ in case only: Kafka's brokers need a file system that distinguishes case"
                                + " (Linux does), else their topics share one folder"));
    }

    private void longTexts() {
        List<String> names = migration.tables().stream()
                .flatMap(table -> table.indexes().stream()
                        .filter(index -> index.method() == Method.BTREE && hasText(table, index))
                        .map(Index::name))
                .toList();
        if (!names.isEmpty()) {
            warn(
                    "indexes over text",
                    "a B-tree refuses entries over about 2.7 kB: such an index would be dropped and reported, the row kept"
                            + " (" + String.join(", ", names) + ")");
        }
    }

    private static boolean hasText(Table table, Index index) {
        return index.columns().stream()
                .anyMatch(column ->
                        UNLIMITED.contains(table.column(column).type().single().kind()));
    }

    private void warn(String object, String text) {
        found.add(new Warning(object, text));
    }
}
