package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** Compiles an aggregation pipeline: fails for what it does not understand before anything is read. */
final class Pipeline {
    private static final Set<String> LAST = Set.of("$out", "$merge");

    private final Store store;
    private final StoredDatabase database;
    private final Random random = new Random();

    Pipeline(Store store, StoredDatabase database) {
        this.store = store;
        this.database = database;
    }

    static List<Document> parse(Object pipeline) {
        if (!(pipeline instanceof List<?> stages)) {
            throw Refusal.typeMismatch("'pipeline' option must be specified as an array");
        }
        List<Document> parsed = new ArrayList<>();
        for (Object stage : stages) {
            if (!(stage instanceof Document document)) {
                throw Refusal.typeMismatch("Each element of the 'pipeline' array must be an object");
            }
            parsed.add(document);
        }
        return parsed;
    }

    static Map.Entry<String, Object> stage(Document stage) {
        if (stage.size() != 1) {
            throw new Refusal(
                    40323, "Location40323", "A pipeline stage specification object must contain exactly one field.");
        }
        return stage.entrySet().iterator().next();
    }

    Stage compile(List<Document> pipeline) {
        return compile(pipeline, Expressions.withVariables(List.of()));
    }

    Stage compile(List<Document> pipeline, Expressions expressions) {
        List<Stage> stages = new ArrayList<>();
        for (Document specification : pipeline) {
            Map.Entry<String, Object> named = stage(specification);
            if (LAST.contains(named.getKey()) && stages.size() < pipeline.size() - 1) {
                throw new Refusal(
                        40601, "Location40601", named.getKey() + " can only be the final stage in the pipeline");
            }
            stages.add(compile(named.getKey(), named.getValue(), expressions));
        }
        return (documents, around) -> {
            Stream<Document> result = documents;
            for (Stage stage : stages) {
                result = stage.apply(result, around);
            }
            return result;
        };
    }

    private Stage compile(String name, Object value, Expressions expressions) {
        return switch (name) {
            case "$match" -> match(document("$match", value), expressions);
            case "$project" -> each(Projections.project(value, expressions));
            case "$set", "$addFields" -> each(Projections.addFields(value, expressions));
            case "$unset" -> each(Projections.unset(value));
            case "$replaceRoot" -> RootStages.replaceRoot(document(name, value).getOrMissing("newRoot"), expressions);
            case "$replaceWith" -> RootStages.replaceRoot(value, expressions);
            case "$redact" -> RootStages.redact(value, expressions);
            case "$sort" -> sort(document(name, value));
            case "$skip" -> skip(number(name, value, 0));
            case "$limit" -> limit(number(name, value, 1));
            case "$sample" -> sample(number(name, document(name, value).get("size"), 1));
            case "$count" -> GroupStages.count(value);
            case "$group" -> GroupStages.group(document(name, value), expressions);
            case "$sortByCount" -> GroupStages.sortByCount(value, expressions);
            case "$bucket" -> GroupStages.bucket(document(name, value), expressions);
            case "$facet" -> facet(document(name, value), expressions);
            case "$unwind" -> Unwind.stage(value);
            case "$lookup" -> new Lookup(this, database, document(name, value), expressions);
            case "$graphLookup" -> new GraphLookup(database, document(name, value), expressions);
            case "$out" -> new OutStage(store, database, value);
            case "$merge" -> new MergeStage(store, database, value, expressions);
            default -> throw new Refusal(40324, "Location40324", "Unrecognized pipeline stage name: '" + name + "'");
        };
    }

    private static Document document(String stage, Object value) {
        if (value instanceof Document document) {
            return document;
        }
        int code = stage.equals("$match") ? 15959 : stage.equals("$sort") ? 15973 : 40272;
        throw new Refusal(code, "Location" + code, "the " + stage + " specification must be an object");
    }

    private static long number(String stage, Object value, long least) {
        boolean isWhole = value instanceof Number number && number.doubleValue() == number.longValue();
        int code = stage.equals("$sample") ? 28747 : stage.equals("$limit") ? 15958 : 15956;
        if (!isWhole || ((Number) value).longValue() < least) {
            throw new Refusal(
                    code,
                    "Location" + code,
                    "the argument of " + stage + " must be " + (least > 0 ? "a positive" : "a non-negative")
                            + " integer");
        }
        return ((Number) value).longValue();
    }

    private static Stage match(Document filter, Expressions expressions) {
        Filter compiled = Filter.compile(filter, expressions);
        return (documents, around) ->
                documents.filter(document -> compiled.matches(document, around, new MatchPosition()));
    }

    private static Stage each(Projection projection) {
        return (documents, around) -> documents.map(document -> projection.of(document, Scope.of(document, around)));
    }

    private static Stage sort(Document sort) {
        DocumentOrder order = new DocumentOrder(sort);
        return (documents, around) -> documents.sorted(order);
    }

    private static Stage skip(long number) {
        return (documents, around) -> documents.skip(number);
    }

    private static Stage limit(long number) {
        return (documents, around) -> documents.limit(number);
    }

    private Stage sample(long size) {
        return (documents, around) -> {
            List<Document> all = new ArrayList<>(documents.toList());
            int wanted = (int) Math.min(size, all.size());
            for (int i = 0; i < wanted; i++) {
                Collections.swap(all, i, i + random.nextInt(all.size() - i));
            }
            return all.subList(0, wanted).stream();
        };
    }

    private Stage facet(Document facets, Expressions expressions) {
        Map<String, Stage> compiled = new java.util.LinkedHashMap<>();
        facets.forEach((name, pipeline) -> compiled.put(name, compile(parse(pipeline), expressions)));
        return (documents, around) -> {
            List<Document> all = documents.toList();
            Document result = new Document();
            compiled.forEach((name, stage) -> result.put(
                    name,
                    new ArrayList<Object>(stage.apply(all.stream(), around).toList())));
            return Stream.of(result);
        };
    }
}
