package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The stage {@code $merge}: writes each document into another collection. */
final class MergeStage implements Stage {
    private static final Set<String> KNOWN = Set.of("into", "on", "let", "whenMatched", "whenNotMatched");
    private static final List<String> WHEN_MATCHED = List.of("merge", "replace", "keepExisting", "fail");
    private static final List<String> WHEN_NOT_MATCHED = List.of("insert", "discard", "fail");

    private final StoredDatabase database;
    private final String target;
    private final List<String> on = new ArrayList<>();
    private final Object whenMatched;
    private final Object whenNotMatched;
    private final Map<String, Expression> variables = new LinkedHashMap<>();
    private final Stage update;

    MergeStage(Store store, StoredDatabase around, Object given, Expressions expressions) {
        Document specification = given instanceof Document document ? document : new Document("into", given);
        Lookup.checkNames("$merge", specification, KNOWN);
        Object into = specification.get("into");
        Document named = into instanceof Document document ? document : new Document("coll", into);
        target = Lookup.name("$merge", named, "coll");
        database = named.get("db") instanceof String db ? store.databaseOrCreate(db) : around;
        Object asked = specification.getOrDefault("on", "_id");
        (asked instanceof Collection<?> many ? many : List.of(asked)).forEach(field -> on.add((String) field));
        whenMatched = specification.getOrDefault("whenMatched", "merge");
        whenNotMatched = specification.getOrDefault("whenNotMatched", "insert");
        if (!(whenMatched instanceof List) && !WHEN_MATCHED.contains(whenMatched)
                || !WHEN_NOT_MATCHED.contains(whenNotMatched)) {
            throw Refusal.badValue("Enumeration value of $merge.whenMatched or whenNotMatched is not valid");
        }
        Document let = specification.get("let") instanceof Document document ? document : new Document();
        let.forEach((name, value) -> variables.put(name, expressions.compile(value)));
        variables.putIfAbsent("new", expressions.compile("$$ROOT"));
        update = new Pipeline(store, database)
                .compile(
                        whenMatched instanceof List<?> pipeline ? Pipeline.parse(pipeline) : List.of(),
                        expressions.with(variables.keySet()));
    }

    @Override
    public Stream<Document> apply(Stream<Document> documents, Scope around) {
        List<Document> all = documents.toList();
        StoredCollection collection = database.collectionOrCreate(target);
        checkUnique(collection);
        all.forEach(document -> merge(collection, document, around));
        return Stream.empty();
    }

    private void checkUnique(StoredCollection collection) {
        boolean isUnique = collection.indexSpecs().stream()
                .filter(spec -> spec.get("name").equals(IndexSpec.ID_INDEX) || BsonTypes.isTrue(spec.get("unique")))
                .anyMatch(spec -> new TreeSet<>(((Document) spec.get("key")).keySet()).equals(new TreeSet<>(on)));
        if (!isUnique) {
            throw new Refusal(51183, "Location51183", "Cannot find index to verify that join fields will be unique");
        }
    }

    private void merge(StoredCollection collection, Document given, Scope around) {
        Document document = given.containsKey("_id") ? given : withId(given);
        Document filter = new Document();
        for (String field : on) {
            Object value = FieldPath.of(field).in(document);
            if (BsonTypes.isNullish(value) || value instanceof List) {
                throw new Refusal(
                        51132,
                        "Location51132",
                        "$merge write error: 'on' field '" + field
                                + "' cannot be missing, null, undefined or an array");
            }
            filter.append(field, new Document("$eq", value));
        }
        Document existing = collection.read(filter, null).findFirst().orElse(null);
        if (existing == null) {
            insert(collection, document);
        } else {
            change(collection, existing, document, around);
        }
    }

    private static Document withId(Document document) {
        Document result = new Document("_id", ObjectIds.next());
        result.putAll(document);
        return result;
    }

    private void insert(StoredCollection collection, Document document) {
        if (whenNotMatched.equals("fail")) {
            throw new Refusal(
                    13113,
                    "MergeStageNoMatchingDocument",
                    "$merge could not find a matching document in the target collection for at least one document");
        }
        if (whenNotMatched.equals("insert")) {
            collection.insert(document);
        }
    }

    private void change(StoredCollection collection, Document existing, Document document, Scope around) {
        if (whenMatched instanceof List<?>) {
            Scope scope = ConditionOperators.defined(variables, Scope.of(document, around));
            Document updated =
                    update.apply(Stream.of(existing), scope).findFirst().orElseThrow();
            collection.update(existing, updated, Set.of());
            return;
        }
        switch ((String) whenMatched) {
            case "replace" -> collection.replace(existing, document);
            case "merge" -> {
                Document merged = existing.clone();
                merged.putAll(document);
                collection.update(existing, merged, Set.of());
            }
            case "fail" -> throw CollectionState.duplicate(IndexSpec.ID_INDEX);
            default -> {}
        }
    }
}
