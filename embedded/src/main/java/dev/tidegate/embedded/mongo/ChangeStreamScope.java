package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import dev.tidegate.embedded.mongo.Change.ChangeKind;
import java.util.Set;

/** What a change stream watches: a collection, a database (collection empty), or all databases (both empty). */
record ChangeStreamScope(String database, String collection) {
    private static final Set<String> INTERNAL = Set.of("admin", "local", "config");

    boolean covers(Change change) {
        if (database.isEmpty()) {
            return !INTERNAL.contains(change.database()) && !isSystem(change.collection());
        }
        if (!change.database().equals(database)) {
            return false;
        }
        return collection.isEmpty() ? !isSystem(change.collection()) : coversInDatabase(change);
    }

    private boolean coversInDatabase(Change change) {
        return change.collection().equals(collection) || isRenamedToThis(change);
    }

    private boolean isRenamedToThis(Change change) {
        return change.kind() == ChangeKind.RENAME
                && ((Document) change.details().get("to")).get("coll").equals(collection);
    }

    private static boolean isSystem(String collection) {
        return collection.startsWith("system.");
    }

    /** Whether the stream ends with this change. */
    boolean endsWith(Change change) {
        return switch (change.kind()) {
            case DROP, RENAME -> !collection.isEmpty();
            case DROP_DATABASE -> !database.isEmpty();
            default -> false;
        };
    }
}
