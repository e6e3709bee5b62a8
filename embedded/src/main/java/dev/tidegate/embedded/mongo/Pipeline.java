package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An aggregation pipeline, run by the library's stages; names that it lacks are turned into ones that it has.
 * {@code $sample}, and a {@code $project} that includes top-level fields, are done here.
 */
final class Pipeline {
    private final Store store;
    private final StoredDatabase database;
    private final MongoCollection<?> collection;
    private final Random random = new Random();

    Pipeline(Store store, StoredDatabase database, MongoCollection<?> collection) {
        this.store = store;
        this.database = database;
        this.collection = collection;
    }

    static List<Document> parse(Object pipeline) {
        return Aggregation.parse(pipeline);
    }

    static Map.Entry<String, Object> stage(Document stage) {
        if (stage.size() != 1) {
            throw new Refusal(
                    40323, "Location40323", "A pipeline stage specification object must contain exactly one field.");
        }
        return stage.entrySet().iterator().next();
    }

    /** Fails for what the stages do not understand, before anything is read. */
    Stages compile(List<Document> pipeline) {
        List<Stages> parts = new ArrayList<>();
        List<Document> run = new ArrayList<>();
        for (Document stage : pipeline) {
            Map.Entry<String, Object> named = stage(stage);
            Optional<Stages> own = own(named);
            if (own.isPresent()) {
                parts.add(library(run));
                parts.add(own.get());
                run = new ArrayList<>();
            } else {
                run.add(translated(named));
                List<String> paths = computedPaths(run.get(run.size() - 1));
                if (!paths.isEmpty()) {
                    parts.add(library(run));
                    parts.add(documents -> documents.map(document -> DottedFields.moved(document, paths)));
                    run = new ArrayList<>();
                }
            }
        }
        parts.add(library(run));
        return documents -> {
            Stream<Document> result = documents;
            for (Stages part : parts) {
                result = part.apply(result);
            }
            return result;
        };
    }

    /** Documents in, documents out. */
    interface Stages {
        Stream<Document> apply(Stream<Document> documents);
    }

    private Optional<Stages> own(Map.Entry<String, Object> stage) {
        if (stage.getKey().equals("$sample")) {
            return Optional.of(sample(stage.getValue()));
        }
        return stage.getKey().equals("$project") && isInclusion(object(stage))
                ? Optional.of(inclusion(object(stage).keySet()))
                : Optional.empty();
    }

    private static boolean isInclusion(Document projection) {
        return !projection.isEmpty()
                && projection.entrySet().stream()
                        .allMatch(field -> !field.getKey().contains(".")
                                && !field.getKey().startsWith("$")
                                && (field.getValue() instanceof Number number && number.doubleValue() != 0
                                        || Boolean.TRUE.equals(field.getValue())));
    }

    /** Of top-level fields alone, as followers of changes ask for: the library copies all that is left out as well. */
    private static Stages inclusion(Set<String> names) {
        return documents -> documents.map(document -> {
            var kept = new Document();
            document.forEach((name, value) -> {
                if (name.equals("_id") || names.contains(name)) {
                    kept.put(name, value);
                }
            });
            return kept;
        });
    }

    private static Document translated(Map.Entry<String, Object> stage) {
        return switch (stage.getKey()) {
            case "$set", "$addFields" -> new Document("$addFields", DottedFields.nested(object(stage)));
            case "$project" -> new Document("$project", DottedFields.flattened(object(stage)));
            case "$replaceWith" -> new Document("$replaceRoot", new Document("newRoot", stage.getValue()));
            default -> new Document(stage.getKey(), stage.getValue());
        };
    }

    private static Document object(Map.Entry<String, Object> stage) {
        if (stage.getValue() instanceof Document document) {
            return document;
        }
        throw new Refusal(40272, "Location40272", stage.getKey() + " specification stage must be an object");
    }

    private static List<String> computedPaths(Document stage) {
        return stage.get("$project") instanceof Document projection ? DottedFields.computed(projection) : List.of();
    }

    private Stages library(List<Document> stages) {
        if (stages.isEmpty()) {
            return documents -> documents;
        }
        boolean alters =
                stages.stream().anyMatch(stage -> stage.containsKey("$addFields") || stage.containsKey("$facet"));
        Aggregation aggregation =
                Aggregation.fromPipeline(stages, store::databaseOrCreate, database, collection, NoopOplog.get());
        aggregation.validate(new Document("cursor", new Document()));
        return documents -> aggregation.runStagesAsStream(alters ? documents.map(Document::cloneDeeply) : documents);
    }

    private Stages sample(Object specification) {
        if (!(specification instanceof Document asked) || !(asked.get("size") instanceof Number size)) {
            throw new Refusal(28746, "Location28746", "size argument to $sample must be a number");
        }
        if (size.longValue() <= 0) {
            throw new Refusal(28747, "Location28747", "size argument to $sample must be a positive integer");
        }
        return documents -> {
            List<Document> all = new ArrayList<>(documents.toList());
            int wanted = (int) Math.min(size.longValue(), all.size());
            for (int i = 0; i < wanted; i++) {
                Collections.swap(all, i, i + random.nextInt(all.size() - i));
            }
            return all.subList(0, wanted).stream();
        };
    }
}
