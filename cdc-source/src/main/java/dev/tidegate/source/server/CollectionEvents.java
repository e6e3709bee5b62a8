package dev.tidegate.source.server;

import com.mongodb.MongoNamespace;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.tidegate.events.source.CollectionState;
import dev.tidegate.events.source.Remade;
import dev.tidegate.events.source.SourceHealth;
import dev.tidegate.events.source.SourceHealth.State;
import dev.tidegate.events.source.SourceState;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.BsonDocument;

/**
 * What drops, renames and re-creations of mapped collections mean for the migration.
 *
 * @param mapped those that stop the source
 * @param takenAgain those that are taken again
 */
record CollectionEvents(String database, Set<String> mapped, Set<String> takenAgain) {
    private static final String AGAIN = "Its raw topic still holds the documents from before. When that was meant to"
            + " happen, start the migration anew under another name; else restore the collection and do the same";

    Optional<SourceHealth> meaning(ChangeStreamDocument<BsonDocument> event) {
        long now = event.getClusterTime() == null ? 0 : event.getClusterTime().getTime() * 1_000L;
        return switch (event.getOperationType()) {
            case DROP -> dropped(name(event.getNamespace()), now);
            case DROP_DATABASE ->
                Optional.of(new SourceHealth(
                        State.COLLECTION_DROPPED, "the database " + database + " was dropped. " + AGAIN, now));
            case RENAME -> renamed(name(event.getNamespace()), name(event.getDestinationNamespace()), now);
            default -> Optional.empty();
        };
    }

    /** Collections that the event makes another: they are to be taken again. */
    Set<String> remade(ChangeStreamDocument<BsonDocument> event) {
        Set<String> names = new HashSet<>();
        switch (event.getOperationType()) {
            case DROP -> names.add(name(event.getNamespace()));
            case RENAME -> {
                names.add(name(event.getNamespace()));
                names.add(name(event.getDestinationNamespace()));
            }
            default -> {}
        }
        names.retainAll(takenAgain);
        return names;
    }

    /** Those that are another collection than the one that was read, or is being read. */
    Set<String> remade(SourceState noted, Map<String, CollectionInfo> existing) {
        return noted.collections().values().stream()
                .filter(then -> takenAgain.contains(then.collection()))
                .filter(then -> {
                    Remade remade = noted.remade().get(then.collection());
                    Optional<String> read = remade == null ? then.uuid() : remade.uuid();
                    Optional<String> now =
                            Optional.ofNullable(existing.get(then.collection())).flatMap(CollectionInfo::uuid);
                    return !read.equals(now);
                })
                .map(CollectionState::collection)
                .collect(Collectors.toSet());
    }

    /** What happened while nobody watched: the collections that were there then must be there, and be the same. */
    Optional<SourceHealth> meaning(Collection<CollectionState> noted, Map<String, CollectionInfo> existing, long now) {
        return noted.stream()
                .filter(then -> then.uuid().isPresent() && mapped.contains(then.collection()))
                .flatMap(then -> compared(then, existing.get(then.collection()), now).stream())
                .findFirst();
    }

    private Optional<SourceHealth> compared(CollectionState then, CollectionInfo info, long now) {
        if (info == null) {
            return dropped(then.collection(), now);
        }
        if (info.uuid().equals(then.uuid())) {
            return Optional.empty();
        }
        String message = database + "." + then.collection() + " is another collection than the one that was read: it"
                + " was dropped or renamed, and made again. " + AGAIN;
        return Optional.of(new SourceHealth(State.COLLECTION_REPLACED, message, now));
    }

    private Optional<SourceHealth> dropped(String collection, long now) {
        if (!mapped.contains(collection)) {
            return Optional.empty();
        }
        return Optional.of(new SourceHealth(
                State.COLLECTION_DROPPED, database + "." + collection + " was dropped. " + AGAIN, now));
    }

    private Optional<SourceHealth> renamed(String from, String to, long now) {
        if (!mapped.contains(from) && !mapped.contains(to)) {
            return Optional.empty();
        }
        String message = database + "." + from + " was renamed to " + to + ". "
                + (mapped.contains(from) ? AGAIN : "Its documents came without change events. " + AGAIN);
        return Optional.of(new SourceHealth(State.COLLECTION_RENAMED, message, now));
    }

    private static String name(MongoNamespace namespace) {
        return namespace == null ? "" : namespace.getCollectionName();
    }
}
