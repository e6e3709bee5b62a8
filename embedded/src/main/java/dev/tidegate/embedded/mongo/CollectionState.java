package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a collection holds at one moment: records in the order of their insertion, the index on {@code _id}, and the
 * unique indexes by name. Never altered, so a transaction keeps one as its snapshot.
 */
record CollectionState(
        SortedTree<Integer, Document> records,
        SortedTree<Object, Integer> ids,
        Map<String, UniqueIndex> unique,
        int nextRecord,
        long dataSize) {
    /** The keys of a unique index, with the record that has each. */
    record UniqueIndex(IndexKeys fields, SortedTree<Object, Integer> keys) {}

    static final CollectionState EMPTY = new CollectionState(
            SortedTree.by(Comparator.<Integer>naturalOrder()), SortedTree.by(BsonOrder.INSTANCE), Map.of(), 0, 0);

    Document byId(Object id) {
        Integer record = ids.get(id);
        return record == null ? null : records.get(record);
    }

    Stream<Document> withIdsIn(List<IdInterval> intervals, boolean backwards) {
        Stream<IdInterval> inOrder = backwards
                ? Stream.iterate(intervals.size() - 1, i -> i >= 0, i -> i - 1).map(intervals::get)
                : intervals.stream();
        return inOrder.flatMap(interval -> ids.values(interval.from(), interval.to(), backwards))
                .map(records::get);
    }

    CollectionState withInserted(Document document, int size) {
        return new CollectionState(
                records.with(nextRecord, document),
                ids.with(document.get("_id"), nextRecord),
                indexed(null, document, nextRecord),
                nextRecord + 1,
                dataSize + size);
    }

    /** A document in the place of the one with the same id. */
    CollectionState withReplaced(Document before, Document after, int growth) {
        Integer record = ids.get(before.get("_id"));
        return new CollectionState(
                records.with(record, after), ids, indexed(before, after, record), nextRecord, dataSize + growth);
    }

    CollectionState without(Document document, int size) {
        Integer record = ids.get(document.get("_id"));
        return new CollectionState(
                records.without(record),
                ids.without(document.get("_id")),
                indexed(document, null, record),
                nextRecord,
                dataSize - size);
    }

    private Map<String, UniqueIndex> indexed(Document before, Document after, int record) {
        if (unique.isEmpty()) {
            return unique;
        }
        Map<String, UniqueIndex> result = new HashMap<>();
        unique.forEach((name, index) -> {
            SortedTree<Object, Integer> keys = index.keys();
            for (Object key : before == null ? Set.<Object>of() : index.fields().in(before)) {
                keys = keys.without(key);
            }
            for (Object key : after == null ? Set.<Object>of() : index.fields().in(after)) {
                if (keys.get(key) != null) {
                    throw duplicate(name);
                }
                keys = keys.with(key, record);
            }
            result.put(name, new UniqueIndex(index.fields(), keys));
        });
        return result;
    }

    static Refusal duplicate(String index) {
        return new Refusal(11000, "DuplicateKey", "E11000 duplicate key error index: " + index);
    }

    CollectionState withUnique(String name, IndexKeys fields) {
        SortedTree<Object, Integer> keys = SortedTree.by(BsonOrder.INSTANCE);
        for (Integer record : ids.values(false).toList()) {
            for (Object key : fields.in(records.get(record))) {
                if (keys.get(key) != null) {
                    throw duplicate(name);
                }
                keys = keys.with(key, record);
            }
        }
        return withUnique(name, new UniqueIndex(fields, keys));
    }

    private CollectionState withUnique(String name, UniqueIndex index) {
        Map<String, UniqueIndex> result = new HashMap<>(unique);
        result.put(name, index);
        return new CollectionState(records, ids, result, nextRecord, dataSize);
    }

    CollectionState withoutUnique(String name) {
        Map<String, UniqueIndex> result = new HashMap<>(unique);
        result.remove(name);
        return new CollectionState(records, ids, result, nextRecord, dataSize);
    }
}
