package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a pipeline's documents come from: a collection by its index where the first stages allow, or a source stage. */
final class AggregateSource {
    private final Store store;
    private final StoredDatabase database;
    private final Optional<StoredCollection> collection;

    AggregateSource(Store store, StoredDatabase database, Optional<StoredCollection> collection) {
        this.store = store;
        this.database = database;
        this.collection = collection;
    }

    List<Document> run(List<Document> pipeline) {
        if (pipeline.isEmpty()) {
            return collection
                    .map(found -> found.read(new Document(), null).toList())
                    .orElse(List.of());
        }
        Map.Entry<String, Object> first = Pipeline.stage(pipeline.get(0));
        List<Document> rest = pipeline.subList(1, pipeline.size());
        return switch (first.getKey()) {
            case "$collStats" -> over(Stream.of(CollectionStats.stage(required("$collStats"), first.getValue())), rest);
            case "$indexStats" -> over(IndexSpec.statistics(required("$indexStats")), rest);
            case "$documents" -> throw Refusal.notSupported("The stage $documents");
            case "$match" -> over(matching(first.getValue()), rest);
            case "$sort" -> over(sorted(new Document(), first.getValue()), rest);
            default -> over(matching(new Document()), pipeline);
        };
    }

    private StoredCollection required(String stage) {
        return collection.orElseThrow(() -> Refusal.namespaceNotFound(
                "Unable to run " + stage + ": the collection does not exist in " + database.name()));
    }

    private Stream<Document> matching(Object filter) {
        if (!(filter instanceof Document document)) {
            throw new Refusal(15959, "Location15959", "the match filter must be an expression in an object");
        }
        return collection.map(found -> found.read(document, null)).orElse(Stream.empty());
    }

    private Stream<Document> sorted(Document filter, Object sort) {
        if (!(sort instanceof Document document)) {
            throw new Refusal(15973, "Location15973", "the $sort key specification must be an object");
        }
        return collection
                .map(found -> found.find(filter, document, 0, 0, null).stream())
                .orElse(Stream.empty());
    }

    private List<Document> over(Stream<Document> documents, List<Document> stages) {
        return new Pipeline(store, database)
                .compile(stages)
                .apply(documents, Scope.NONE)
                .toList();
    }
}
