package dev.tidegate.operate.errors;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.failure.InvalidRequestException;
import java.util.List;
import java.util.stream.Collectors;

/** The tables of collections, whose documents become dead letters. */
public final class ErrorTables {
    private ErrorTables() {}

    /** For a dead letter of a collection that the migration file does not declare, the collection. */
    public static String table(Migration migration, String collection) {
        return migration.collections().stream()
                .filter(mapping -> mapping.collection().equals(collection))
                .map(CollectionMapping::table)
                .findFirst()
                .orElse(collection);
    }

    /** The source's collection that an entry of the file is of; of one that is none, its name. */
    static String source(Migration migration, String entry) {
        return migration.collections().stream()
                .filter(mapping -> mapping.collection().equals(entry))
                .map(CollectionMapping::source)
                .findFirst()
                .orElse(entry);
    }

    /** The collections of which a name is the table's or the collection's own. */
    public static List<String> collections(Migration migration, String name) {
        List<String> collections = migration.collections().stream()
                .filter(mapping ->
                        mapping.table().equals(name) || mapping.collection().equals(name))
                .map(CollectionMapping::collection)
                .toList();
        if (collections.isEmpty()) {
            throw new InvalidRequestException(
                    "the migration has no table or collection " + name + " of documents; it has: "
                            + migration.collections().stream()
                                    .map(CollectionMapping::table)
                                    .collect(Collectors.joining(", ")));
        }
        return collections;
    }
}
