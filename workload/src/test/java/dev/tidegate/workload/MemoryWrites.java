package dev.tidegate.workload;

import java.util.HashMap;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Keeps the documents in memory, with MongoDB's rules for the operators that the workload uses. */
final class MemoryWrites implements Writes {
    private final Map<String, Map<BsonValue, BsonDocument>> documents = new HashMap<>();

    Map<BsonValue, BsonDocument> collection(String collection) {
        return documents.computeIfAbsent(collection, name -> new HashMap<>());
    }

    @Override
    public void insert(String collection, BsonDocument document) {
        if (collection(collection).putIfAbsent(document.get("_id"), document.clone()) != null) {
            throw new IllegalStateException("duplicate key in " + collection);
        }
    }

    @Override
    public void update(String collection, BsonValue id, BsonDocument operators) {
        BsonDocument document = existing(collection, id);
        operators.forEach((operator, fields) ->
                fields.asDocument().forEach((field, value) -> apply(document, operator, field, value)));
    }

    @Override
    public void replace(String collection, BsonDocument document) {
        existing(collection, document.get("_id"));
        collection(collection).put(document.get("_id"), document.clone());
    }

    @Override
    public void delete(String collection, BsonValue id) {
        existing(collection, id);
        collection(collection).remove(id);
    }

    private BsonDocument existing(String collection, BsonValue id) {
        BsonDocument document = collection(collection).get(id);
        if (document == null) {
            throw new IllegalStateException("no document " + id + " in " + collection);
        }
        return document;
    }

    private static void apply(BsonDocument document, String operator, String field, BsonValue value) {
        switch (operator) {
            case "$set" -> document.put(field, value);
            case "$unset" -> document.remove(field);
            case "$addToSet" -> {
                BsonArray array = array(document, field);
                if (!array.contains(value)) {
                    array.add(value);
                }
                document.put(field, array);
            }
            case "$pull" -> {
                if (document.containsKey(field)) {
                    array(document, field).removeIf(value::equals);
                }
            }
            default -> throw new IllegalArgumentException(operator);
        }
    }

    private static BsonArray array(BsonDocument document, String field) {
        BsonValue value = document.get(field, new BsonArray());
        if (!value.isArray()) {
            throw new IllegalStateException("cannot apply to non-array field " + field);
        }
        return value.asArray();
    }
}
