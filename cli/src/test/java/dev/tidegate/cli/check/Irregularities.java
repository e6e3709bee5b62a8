package dev.tidegate.cli.check;

import dev.tidegate.workload.NextCrmGenerator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonValue;
import org.bson.types.ObjectId;

/** Counts what is irregular in generated documents, by the facts and by loops over all of them; no code of the check. */
final class Irregularities {
    private final Map<String, List<BsonDocument>> documents = new LinkedHashMap<>();
    private final Map<String, Set<BsonValue>> ids = new HashMap<>();

    Irregularities(NextCrmGenerator generator) {
        generator.documents().forEach(generated -> {
            documents
                    .computeIfAbsent(generated.collection(), name -> new ArrayList<>())
                    .add(generated.document());
            ids.computeIfAbsent(generated.collection(), name -> new HashSet<>())
                    .add(generated.document().get("_id"));
        });
    }

    Map<String, Long> present(Collection<String> fields) {
        return count(fields, value -> value != null);
    }

    Map<String, Long> withoutValue(Collection<String> fields) {
        return count(fields, value -> value == null || value.isNull());
    }

    /** Comments need one of two fields. */
    long commentsOnNothing() {
        return documents.get("tasksComments").stream()
                .filter(comment ->
                        isNothing(comment.get("task")) && isNothing(comment.get("assigned_crm_account_task")))
                .count();
    }

    Map<String, Long> strings(Map<String, List<String>> values, boolean within) {
        Map<String, Long> counts = new TreeMap<>();
        values.forEach((field, texts) -> counts.putAll(count(
                List.of(field),
                value -> value != null
                        && value.isString()
                        && texts.contains(value.asString().getValue()) == within)));
        return counts;
    }

    /** Top-level fields with U+0000 anywhere in them. */
    Map<String, Long> nul() {
        Map<String, Long> counts = new TreeMap<>();
        documents.forEach((collection, all) -> all.forEach(document -> document.forEach((name, value) -> {
            if (new BsonDocument("v", value).toJson().contains("\\u0000")) {
                counts.merge(collection + "." + name, 1L, Long::sum);
            }
        })));
        return counts;
    }

    /** Ids, each once a document, that no document of the target has. */
    Map<String, Long> dangling(Map<String, String> references) {
        Map<String, Long> counts = new TreeMap<>();
        references.forEach((field, target) -> {
            long found = 0;
            for (BsonDocument document : of(field)) {
                found += ids(document.get(name(field))).stream()
                        .filter(id -> !ids.get(target).contains(id))
                        .count();
            }
            put(counts, field, found);
        });
        return counts;
    }

    Map<String, Long> danglingEdges() {
        Map<String, Long> counts = new TreeMap<>();
        for (String[] edge : Facts.EDGES) {
            counts.putAll(dangling(Map.of(edge[0], collection(edge[1]))));
            if (!name(edge[1]).isEmpty()) {
                counts.putAll(dangling(Map.of(edge[1], collection(edge[0]))));
            }
        }
        return counts;
    }

    /** By the array that holds them, edges that the array at the other end does not hold. */
    Map<String, Long> oneSided() {
        Map<String, Long> counts = new TreeMap<>();
        for (String[] edge : Facts.EDGES) {
            if (name(edge[1]).isEmpty()) {
                continue;
            }
            Set<List<BsonValue>> left = pairs(edge[0], false);
            Set<List<BsonValue>> right = pairs(edge[1], true);
            put(
                    counts,
                    edge[0],
                    left.stream().filter(pair -> !right.contains(pair)).count());
            put(
                    counts,
                    edge[1],
                    right.stream().filter(pair -> !left.contains(pair)).count());
        }
        return counts;
    }

    Map<String, Long> edgeElements(boolean doubles) {
        Map<String, Long> counts = new TreeMap<>();
        for (String[] edge : Facts.EDGES) {
            for (String field : edge) {
                long found = 0;
                for (BsonDocument document : of(field)) {
                    List<BsonValue> elements = elements(document.get(name(field)));
                    long nulls = elements.stream().filter(BsonValue::isNull).count();
                    long references = elements.stream()
                            .filter(element -> !element.isNull() && reference(element) != null)
                            .count();
                    found += doubles
                            ? references - ids(document.get(name(field))).size()
                            : nulls;
                }
                put(counts, field, found);
            }
        }
        return counts;
    }

    /** Comments whose task is among the CRM's tasks alone, among both, nowhere. */
    long commentTasks(boolean inTasks, boolean inAccountTasks) {
        return documents.get("tasksComments").stream()
                .flatMap(comment -> ids(comment.get("task")).stream())
                .filter(id -> ids.get("Tasks").contains(id) == inTasks
                        && ids.get("crm_Accounts_Tasks").contains(id) == inAccountTasks)
                .count();
    }

    /** Users who share their address with another, those in {@code left} left out; or who would if case did not count. */
    long sharedAddresses(Set<String> left, boolean foldCase) {
        Map<String, List<String>> byAddress = documents.get("Users").stream()
                .filter(user ->
                        !left.contains(user.getObjectId("_id").getValue().toHexString()))
                .map(user -> user.getString("email").getValue())
                .collect(Collectors.groupingBy(
                        address -> foldCase ? address.toLowerCase(java.util.Locale.ROOT) : address));
        return byAddress.values().stream()
                .filter(shared -> foldCase ? new HashSet<>(shared).size() > 1 : shared.size() > 1)
                .mapToLong(List::size)
                .sum();
    }

    /** {@code Collection.field} → BSON type → how many, absent included. */
    Map<String, Long> kinds(String field) {
        Map<String, Long> kinds = new TreeMap<>();
        for (BsonDocument document : of(field)) {
            BsonValue value = document.get(name(field));
            kinds.merge(value == null ? "absent" : value.getBsonType().name(), 1L, Long::sum);
        }
        return kinds;
    }

    private Map<String, Long> count(Collection<String> fields, Predicate<BsonValue> counts) {
        Map<String, Long> found = new TreeMap<>();
        for (String field : fields) {
            put(
                    found,
                    field,
                    of(field).stream()
                            .filter(document -> counts.test(document.get(name(field))))
                            .count());
        }
        return found;
    }

    private Set<List<BsonValue>> pairs(String field, boolean otherFirst) {
        Set<List<BsonValue>> pairs = new HashSet<>();
        for (BsonDocument document : of(field)) {
            BsonValue own = document.get("_id");
            ids(document.get(name(field)))
                    .forEach(other -> pairs.add(otherFirst ? List.of(other, own) : List.of(own, other)));
        }
        return pairs;
    }

    private List<BsonDocument> of(String field) {
        return documents.get(collection(field));
    }

    private static Set<BsonValue> ids(BsonValue value) {
        Set<BsonValue> ids = new HashSet<>();
        for (BsonValue element : elements(value)) {
            if (!element.isNull() && reference(element) != null) {
                ids.add(reference(element));
            }
        }
        return ids;
    }

    private static List<BsonValue> elements(BsonValue value) {
        if (value == null || value.isNull()) {
            return List.of();
        }
        return value.isArray() ? value.asArray().getValues() : List.of(value);
    }

    /** Null when it is no id. */
    private static BsonValue reference(BsonValue value) {
        if (value.isString()) {
            String text = value.asString().getValue();
            return ObjectId.isValid(text) ? new BsonObjectId(new ObjectId(text)) : null;
        }
        return value.isObjectId() ? value : null;
    }

    private static boolean isNothing(BsonValue value) {
        return value == null || value.equals(BsonNull.VALUE);
    }

    private static void put(Map<String, Long> counts, String field, long count) {
        if (count > 0) {
            counts.put(field, count);
        }
    }

    private static String collection(String field) {
        return field.substring(0, field.indexOf('.'));
    }

    private static String name(String field) {
        return field.substring(field.indexOf('.') + 1);
    }
}
