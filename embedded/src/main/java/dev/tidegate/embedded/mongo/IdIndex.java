package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import java.util.List;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The index on {@code _id}: record numbers in MongoDB's order of ids. */
final class IdIndex extends AbstractUniqueIndex<Integer> {
    static final String NAME = "_id_";

    private final NavigableMap<Object, Integer> records = new TreeMap<>(BsonOrder.INSTANCE);

    IdIndex() {
        super(NAME, List.of(new IndexKey("_id", true)), false);
    }

    NavigableMap<Object, Integer> records() {
        return records;
    }

    @Override
    protected Integer removeDocument(KeyValue key) {
        return records.remove(key.get(0));
    }

    @Override
    protected boolean putKeyPosition(KeyValue key, Integer position) {
        return records.putIfAbsent(key.get(0), position) == null;
    }

    @Override
    protected Integer getPosition(KeyValue key) {
        return records.get(key.get(0));
    }

    @Override
    protected Iterable<Entry<KeyValue, Integer>> getIterable() {
        return records.entrySet().stream()
                .map(entry -> java.util.Map.entry(new KeyValue(entry.getKey()), entry.getValue()))::iterator;
    }

    @Override
    public long getCount() {
        return records.size();
    }

    @Override
    public long getDataSize() {
        return 16L * records.size();
    }
}
