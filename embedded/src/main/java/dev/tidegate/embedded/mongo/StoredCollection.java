package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import dev.tidegate.embedded.mongo.Change.ChangeKind;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A collection. A stored document is never altered, an update puts another in its place, so readers may keep what they
 * got. Every change is reported to the store. Guarded by the store's lock.
 */
final class StoredCollection {
    private final Store store;
    private final UUID uuid;
    private final Map<String, Document> indexSpecs = new LinkedHashMap<>();
    private StoredDatabase database;
    private String name;
    private Document createOptions;
    private CollectionState state = CollectionState.EMPTY;

    StoredCollection(Store store, StoredDatabase database, String name, UUID uuid, Document createOptions) {
        this.store = store;
        this.database = database;
        this.name = name;
        this.uuid = uuid;
        this.createOptions = createOptions;
        indexSpecs.put(IndexSpec.ID_INDEX, IndexSpec.ofId());
    }

    StoredDatabase database() {
        return database;
    }

    String name() {
        return name;
    }

    String fullName() {
        return database.name() + "." + name;
    }

    void renameTo(StoredDatabase target, String newName) {
        database = target;
        name = newName;
    }

    UUID uuid() {
        return uuid;
    }

    CollectionState state() {
        return state;
    }

    /** Around the commands of a transaction, which sees another state. */
    void setState(CollectionState state) {
        this.state = state;
    }

    List<Document> indexSpecs() {
        return List.copyOf(indexSpecs.values());
    }

    void addIndex(Document spec) {
        String index = (String) spec.get("name");
        if (Boolean.TRUE.equals(spec.get("unique"))) {
            state = state.withUnique(index, IndexKeys.of(spec));
        }
        indexSpecs.put(index, spec);
    }

    void dropIndex(String index) {
        indexSpecs.remove(index);
        state = state.withoutUnique(index);
    }

    Document createOptions() {
        return createOptions;
    }

    void setCreateOptions(Document createOptions) {
        this.createOptions = createOptions;
    }

    /** Whether change events may ask for a document as it was, and as an update left it. */
    boolean recordsImages() {
        return createOptions.get("changeStreamPreAndPostImages") instanceof Document images
                && Boolean.TRUE.equals(images.get("enabled"));
    }

    long dataSize() {
        return state.dataSize();
    }

    int count() {
        return state.records().size();
    }

    /** Matching documents, unaltered and not to be altered. */
    Stream<Document> read(Document filter, Document sort) {
        Stream<Document> candidates = candidates(filter, sort);
        return filter.isEmpty() ? candidates : candidates.filter(Filter.compile(filter)::matches);
    }

    /** Sorted, cut and projected as {@code find} wants it. */
    List<Document> find(Document filter, Document sort, int skip, int limit, Document projection) {
        UnaryOperator<Document> projected = Projections.find(projection);
        boolean inOrder = sort == null || sort.isEmpty() || isById(sort) || sort.containsKey("$natural");
        Stream<Document> found = read(filter, sort);
        Stream<Document> sorted = inOrder ? found : found.sorted(new DocumentOrder(sort));
        Stream<Document> cut = sorted.skip(skip);
        return (limit > 0 ? cut.limit(limit) : cut).map(projected).toList();
    }

    private Stream<Document> candidates(Document filter, Document sort) {
        boolean backwards = sort != null
                && !sort.isEmpty()
                && sort.values().iterator().next() instanceof Number direction
                && direction.doubleValue() < 0;
        Optional<List<IdInterval>> intervals = IdInterval.of(filter);
        if (intervals.isPresent() || isById(sort)) {
            return state.withIdsIn(intervals.orElse(List.of(IdInterval.ALL)), backwards && isById(sort));
        }
        boolean natural = sort != null && sort.containsKey("$natural");
        return state.records().values(backwards && natural);
    }

    private static boolean isById(Document sort) {
        return sort != null
                && !sort.isEmpty()
                && sort.keySet().iterator().next().equals("_id");
    }

    Optional<Document> byId(Object id) {
        return Optional.ofNullable(state.byId(id));
    }

    List<Document> inNaturalOrder() {
        return state.records().values(false).toList();
    }

    /** Gives the document as it is stored: with an id, which is its first field. */
    Document insert(Document document) {
        Document stored = idFirst(document);
        checkId(stored.get("_id"));
        return add(stored);
    }

    private Document add(Document stored) {
        int size = BsonSize.of(stored);
        if (size > BsonSize.LARGEST_DOCUMENT) {
            throw new Refusal(
                    10334,
                    "BSONObjectTooLarge",
                    "object to insert too large. size in bytes: " + size + ", max size: " + BsonSize.LARGEST_DOCUMENT);
        }
        if (state.byId(stored.get("_id")) != null) {
            throw CollectionState.duplicate(IndexSpec.ID_INDEX);
        }
        state = state.withInserted(stored, size);
        record(ChangeKind.INSERT, null, stored, null);
        if (Boolean.TRUE.equals(createOptions.get("capped"))) {
            store.quietly(this::cutToCap);
        }
        return stored;
    }

    private static Document idFirst(Document document) {
        if (!document.isEmpty() && document.keySet().iterator().next().equals("_id")) {
            return document;
        }
        Document ordered = new Document("_id", document.containsKey("_id") ? document.get("_id") : ObjectIds.next());
        ordered.putAll(document);
        return ordered;
    }

    private static void checkId(Object id) {
        boolean isUndefined = id instanceof OpaqueValue opaque && opaque.type() == 0x06;
        if (isUndefined || id instanceof BsonRegularExpression || id instanceof Collection) {
            throw new Refusal(53, "InvalidIdField", "The '_id' value cannot be of type undefined, regex or array");
        }
        if (id instanceof Document fields && fields.keySet().stream().anyMatch(name -> name.startsWith("$"))) {
            throw new Refusal(52, "DollarPrefixedFieldName", "_id fields may not contain '$'-prefixed fields");
        }
    }

    private void cutToCap() {
        long size = ((Number) createOptions.getOrDefault("size", Long.MAX_VALUE)).longValue();
        long count = ((Number) createOptions.getOrDefault("max", Long.MAX_VALUE)).longValue();
        while (count() > 1 && (dataSize() > size || count() > count)) {
            remove(state.records().values(false).findFirst().orElseThrow());
        }
    }

    /** Whether the document that is put in place differs in any bit, as else nothing happens. */
    boolean replace(Document before, Document replacement) {
        Document after = keepingId(before, replacement);
        return put(before, after, ChangeKind.REPLACE, Set.of());
    }

    /** As {@link #replace}, reported as an update; a value at one of these paths is reported as a whole. */
    boolean update(Document before, Document updated, Set<String> namedPaths) {
        return put(before, keepingId(before, updated), ChangeKind.UPDATE, namedPaths);
    }

    private static Document keepingId(Document before, Document after) {
        Object id = before.get("_id");
        if (after.containsKey("_id") && BsonOrder.INSTANCE.compare(after.get("_id"), id) != 0) {
            throw new Refusal(
                    66,
                    "ImmutableField",
                    "Performing an update on the path '_id' would modify the immutable field '_id'");
        }
        Document result = new Document("_id", id);
        result.putAll(after);
        result.put("_id", id);
        return result;
    }

    private boolean put(Document before, Document after, ChangeKind kind, Set<String> namedPaths) {
        if (BsonTypes.isSame(before, after)) {
            return false;
        }
        int size = BsonSize.of(after);
        if (size > BsonSize.LARGEST_DOCUMENT) {
            throw new Refusal(
                    17419,
                    "Location17419",
                    "Resulting document after update is larger than " + BsonSize.LARGEST_DOCUMENT);
        }
        state = state.withReplaced(before, after, size - BsonSize.of(before));
        Document description = kind == ChangeKind.UPDATE ? UpdateDescription.of(before, after, namedPaths) : null;
        record(kind, before, after, description);
        return true;
    }

    void remove(Document document) {
        state = state.without(document, BsonSize.of(document));
        record(ChangeKind.DELETE, document, null, null);
    }

    private void record(ChangeKind kind, Document before, Document after, Document details) {
        store.record(Change.ofDocument(kind, this, before, after, details));
    }

    /** Puts a document in another's place, whatever it was; for replay. */
    void put(Document document) {
        Document before = state.byId(document.get("_id"));
        if (before == null) {
            add(document);
            return;
        }
        state = state.withReplaced(before, document, BsonSize.of(document) - BsonSize.of(before));
    }

    void removeById(Object id) {
        byId(id).ifPresent(this::remove);
    }
}
