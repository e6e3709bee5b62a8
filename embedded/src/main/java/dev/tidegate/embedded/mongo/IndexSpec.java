package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The description of an index as {@code createIndexes} takes it and {@code listIndexes} gives it. */
final class IndexSpec {
    static final String ID_INDEX = "_id_";

    /** Understood, or without influence on what a client sees. */
    private static final Set<String> KNOWN = Set.of(
            "v",
            "key",
            "name",
            "ns",
            "unique",
            "sparse",
            "background",
            "hidden",
            "weights",
            "default_language",
            "language_override",
            "textIndexVersion",
            "partialFilterExpression",
            "expireAfterSeconds",
            "wildcardProjection",
            "2dsphereIndexVersion",
            "bits",
            "min",
            "max",
            "collation");

    private IndexSpec() {}

    static Document ofId() {
        return new Document("v", 2).append("key", new Document("_id", 1)).append("name", ID_INDEX);
    }

    /** Checks what a client asks for and completes it. */
    static Document complete(Document asked) {
        if (!(asked.get("key") instanceof Document key) || key.isEmpty()) {
            throw new Refusal(67, "CannotCreateIndex", "Index keys cannot be empty.");
        }
        for (String option : asked.keySet()) {
            if (!KNOWN.contains(option)) {
                throw Refusal.notSupported("The index option '" + option + "'");
            }
        }
        if (Boolean.TRUE.equals(asked.get("unique")) && asked.containsKey("collation")) {
            throw Refusal.notSupported("A unique index with a collation");
        }
        if (asked.get("partialFilterExpression") instanceof Document partial) {
            Filter.compile(partial); // refuses what it does not know before anything is made
        } else if (asked.containsKey("partialFilterExpression")) {
            throw new Refusal(67, "CannotCreateIndex", "'partialFilterExpression' must be an object");
        }
        Document spec = new Document("v", 2).append("key", key).append("name", nameOf(asked, key));
        for (String option : asked.keySet()) {
            if (!option.equals("ns") && !option.equals("background")) {
                spec.putIfAbsent(option, asked.get(option));
            }
        }
        return spec;
    }

    private static String nameOf(Document asked, Document key) {
        if (asked.get("name") instanceof String name && !name.isEmpty()) {
            return name;
        }
        return key.entrySet().stream()
                .map(field -> field.getKey() + "_" + direction(field.getValue()))
                .collect(Collectors.joining("_"));
    }

    private static String direction(Object direction) {
        return direction instanceof Number number ? String.valueOf(number.intValue()) : String.valueOf(direction);
    }

    /** What the stage {@code $indexStats} gives. */
    static Stream<Document> statistics(StoredCollection collection) {
        return collection.indexSpecs().stream()
                .map(spec -> new Document("name", spec.get("name"))
                        .append("key", spec.get("key"))
                        .append("accesses", new Document("ops", 0L))
                        .append("spec", spec));
    }
}
