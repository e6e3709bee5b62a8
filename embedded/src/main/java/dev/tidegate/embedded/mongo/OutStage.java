package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The stage {@code $out}: fills another collection with the options and indexes of the target, and renames it to the
 * target's name. So nobody sees half of the result, and a change stream reports the renaming.
 */
final class OutStage implements Stage {
    private final StoredDatabase database;
    private final String target;

    OutStage(Store store, StoredDatabase around, Object specification) {
        Document named = specification instanceof Document document ? document : new Document("coll", specification);
        Lookup.checkNames("$out", named, java.util.Set.of("db", "coll"));
        this.target = Lookup.name("$out", named, "coll");
        this.database = named.get("db") instanceof String db ? store.databaseOrCreate(db) : around;
        if (database.views().containsKey(target)) {
            throw new Refusal(166, "CommandNotSupportedOnView", "The target of $out is a view");
        }
    }

    @Override
    public Stream<Document> apply(Stream<Document> documents, Scope around) {
        List<Document> result = documents.toList();
        Optional<StoredCollection> existing = database.collection(target);
        if (existing.filter(found -> BsonTypes.isTrue(found.createOptions().get("capped")))
                .isPresent()) {
            throw new Refusal(17152, "Location17152", "The target of $out is a capped collection");
        }
        String temporary = "tmp.agg_out." + UUID.randomUUID();
        StoredCollection filled = database.create(
                temporary,
                UUID.randomUUID(),
                existing.map(StoredCollection::createOptions).orElseGet(Document::new));
        try {
            existing.ifPresent(found -> database.copyIndexes(found, filled));
            result.forEach(filled::insert);
        } catch (RuntimeException e) {
            database.drop(temporary);
            throw e;
        }
        database.rename(temporary, target, true);
        return Stream.empty();
    }
}
