package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The stage {@code $unwind}: a document for each element of an array. */
record Unwind(String path, boolean keepsEmpty, String indexField) {
    static Stage stage(Object specification) {
        Document asked = specification instanceof Document document ? document : new Document("path", specification);
        if (!(asked.get("path") instanceof String path) || !path.startsWith("$") || path.length() < 2) {
            throw new Refusal(28818, "Location28818", "path option to $unwind stage should be prefixed with a '$'");
        }
        Unwind unwind =
                new Unwind(path.substring(1), BsonTypes.isTrue(asked.get("preserveNullAndEmptyArrays")), (String)
                        asked.get("includeArrayIndex"));
        return (documents, around) -> documents.flatMap(unwind::of);
    }

    private Stream<Document> of(Document document) {
        Object value = value(document, FieldPath.of(path).names());
        if (value instanceof List<?> elements && !elements.isEmpty()) {
            return IntStream.range(0, elements.size())
                    .mapToObj(i -> numbered(Fields.with(document, path, elements.get(i)), (long) i));
        }
        boolean isNothing = BsonTypes.isNullish(value) || value instanceof List;
        if (!isNothing) {
            return Stream.of(numbered(document, null));
        }
        if (!keepsEmpty) {
            return Stream.empty();
        }
        Document left =
                value instanceof List ? Projections.unset(path).of(document, Scope.of(document, Scope.NONE)) : document;
        return Stream.of(numbered(left, null));
    }

    private static Object value(Object start, List<String> names) {
        Object value = start;
        for (String name : names) {
            value = value instanceof Document document ? document.getOrMissing(name) : Missing.getInstance();
        }
        return value;
    }

    private Document numbered(Document document, Long index) {
        return indexField == null ? document : Fields.with(document, indexField, index);
    }
}
