package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The stage {@code $lookup}: by equal fields, by a pipeline, or by both. */
final class Lookup implements Stage {
    private static final Set<String> KNOWN = Set.of("from", "localField", "foreignField", "let", "pipeline", "as");

    private final StoredDatabase database;
    private final String from;
    private final String as;
    private final Optional<FieldPath> local;
    private final String foreign;
    private final Map<String, Expression> variables = new LinkedHashMap<>();
    private final Stage pipeline;

    Lookup(Pipeline around, StoredDatabase database, Document specification, Expressions expressions) {
        checkNames("$lookup", specification, KNOWN);
        this.database = database;
        from = name("$lookup", specification, "from");
        as = name("$lookup", specification, "as");
        boolean byFields = specification.containsKey("localField") || specification.containsKey("foreignField");
        if (!byFields && !specification.containsKey("pipeline")) {
            throw Refusal.failedToParse("$lookup requires either 'pipeline' or 'localField' and 'foreignField'");
        }
        local = byFields ? Optional.of(FieldPath.of(name("$lookup", specification, "localField"))) : Optional.empty();
        foreign = byFields ? name("$lookup", specification, "foreignField") : null;
        Document let = specification.get("let") instanceof Document asked ? asked : new Document();
        let.forEach((name, value) -> variables.put(name, expressions.compile(value)));
        pipeline = around.compile(
                Pipeline.parse(specification.getOrDefault("pipeline", List.of())), expressions.with(let.keySet()));
    }

    static void checkNames(String stage, Document specification, Set<String> known) {
        for (String name : specification.keySet()) {
            if (!known.contains(name)) {
                throw Refusal.failedToParse("unknown argument to " + stage + ": " + name);
            }
        }
    }

    static String name(String stage, Document specification, String option) {
        if (specification.get(option) instanceof String name) {
            return name;
        }
        throw Refusal.failedToParse("missing '" + option + "' option to " + stage + ", which must be a string");
    }

    @Override
    public Stream<Document> apply(Stream<Document> documents, Scope around) {
        return documents.map(document -> {
            Scope scope = Scope.of(document, around);
            List<Object> found =
                    new ArrayList<>(pipeline.apply(foreign(document), ConditionOperators.defined(variables, scope))
                            .toList());
            return Fields.with(document, as, found);
        });
    }

    private Stream<Document> foreign(Document document) {
        Document filter = local.map(path -> equalTo(foreign, path.in(document))).orElseGet(Document::new);
        return database.readable(from, filter);
    }

    /** A filter for one value, or for each element of an array. Values are no operators and no regular expressions. */
    static Document equalTo(String field, Object value) {
        if (!(value instanceof List<?> elements)) {
            return one(field, value);
        }
        return elements.isEmpty()
                ? new Document(field, new Document("$in", List.of()))
                : new Document(
                        "$or",
                        elements.stream().map(element -> one(field, element)).toList());
    }

    private static Document one(String field, Object value) {
        return new Document(field, new Document("$eq", BsonTypes.isNullish(value) ? null : value));
    }
}
