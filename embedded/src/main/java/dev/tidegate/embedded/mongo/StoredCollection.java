package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A collection: records in the order of their insertion, and the index on {@code _id}. A stored document is never
 * altered, an update puts another in its place, so readers may keep what they got. Every change is told to the store.
 * Guarded by the store's lock.
 */
final class StoredCollection extends AbstractMongoCollection<Integer> {
    private final Store store;
    private final UUID uuid;
    private final NavigableMap<Integer, Document> records = new TreeMap<>();
    private final IdIndex ids = new IdIndex();
    private final Map<String, Document> indexSpecs = new LinkedHashMap<>();
    private Document createOptions;
    private int nextRecord;
    private long dataSize;
    private Document replacement;
    private Document modifiers;

    StoredCollection(Store store, MongoDatabase database, String name, UUID uuid, Document createOptions) {
        super(database, name, CollectionOptions.withDefaults(), new CursorRegistry());
        this.store = store;
        this.uuid = uuid;
        this.createOptions = createOptions;
        addIndex(ids);
        indexSpecs.put(IdIndex.NAME, IndexSpec.ofId());
    }

    List<Document> indexSpecs() {
        return List.copyOf(indexSpecs.values());
    }

    Optional<Document> indexSpec(String name) {
        return Optional.ofNullable(indexSpecs.get(name));
    }

    void addIndex(Document spec) {
        addIndex(IndexSpec.toIndex(spec));
        indexSpecs.put((String) spec.get("name"), spec);
    }

    @Override
    public void dropIndex(String name) {
        super.dropIndex(name);
        indexSpecs.remove(name);
    }

    @Override
    public UUID getUuid() {
        return uuid;
    }

    Document createOptions() {
        return createOptions;
    }

    void setCreateOptions(Document createOptions) {
        this.createOptions = createOptions;
    }

    boolean recordsPreImages() {
        return createOptions.get("changeStreamPreAndPostImages") instanceof Document images
                && Boolean.TRUE.equals(images.get("enabled"));
    }

    long dataSize() {
        return dataSize;
    }

    /** Matching documents, unaltered and not to be altered. */
    Stream<Document> read(Document filter, Document sort) {
        Stream<Document> candidates = candidates(filter, sort);
        return filter.isEmpty() ? candidates : candidates.filter(document -> documentMatchesQuery(document, filter));
    }

    /** Sorted, cut and projected as {@code find} wants it. */
    List<Document> find(Document filter, Document sort, int skip, int limit, Document projection) {
        boolean inOrder = sort == null || sort.isEmpty() || isById(sort) || sort.containsKey("$natural");
        return matchDocumentsFromStream(
                        filter,
                        candidates(filter, sort),
                        skip,
                        limit,
                        0,
                        inOrder ? null : new DocumentOrder(sort),
                        projection)
                .collectDocuments();
    }

    private Stream<Document> candidates(Document filter, Document sort) {
        boolean backwards = sort != null
                && !sort.isEmpty()
                && sort.values().iterator().next() instanceof Number direction
                && direction.doubleValue() < 0;
        Optional<List<IdInterval>> intervals = IdInterval.of(filter);
        if (intervals.isPresent() || isById(sort)) {
            List<IdInterval> wanted = intervals.orElse(List.of(IdInterval.ALL));
            return backwards && isById(sort)
                    ? backwards(wanted)
                    : wanted.stream().flatMap(this::within);
        }
        boolean natural = sort != null && sort.containsKey("$natural");
        return (backwards && natural ? records.descendingMap() : records).values().stream();
    }

    private static boolean isById(Document sort) {
        return sort != null
                && !sort.isEmpty()
                && sort.keySet().iterator().next().equals("_id");
    }

    private Stream<Document> within(IdInterval interval) {
        return ids.records().subMap(interval.from(), true, interval.to(), true).values().stream()
                .map(records::get);
    }

    private Stream<Document> backwards(List<IdInterval> intervals) {
        return Stream.iterate(intervals.size() - 1, i -> i >= 0, i -> i - 1)
                .map(intervals::get)
                .flatMap(interval ->
                        ids
                                .records()
                                .subMap(interval.from(), true, interval.to(), true)
                                .descendingMap()
                                .values()
                                .stream())
                .map(records::get);
    }

    Optional<Document> byId(Object id) {
        return read(new Document("_id", new Document("$eq", id)), null).findFirst();
    }

    List<Document> inNaturalOrder() {
        return List.copyOf(records.values());
    }

    /** Says what the updates that follow are made of: a whole document, or operators. */
    void expectUpdate(Document update) {
        boolean whole = update.isEmpty() || !update.keySet().iterator().next().startsWith("$");
        replacement = whole ? update : null;
        modifiers = whole ? null : update;
    }

    /** Says that the update that follows puts this document in place, and counts as an update, not a replacement. */
    void expectPipelineUpdate(Document result) {
        replacement = result;
        modifiers = new Document();
    }

    @Override
    protected QueryResult queryDocuments(
            Document query, Document sort, int skip, int limit, int batchSize, Document projection) {
        List<Document> copies = find(query, sort, skip, limit, projection).stream()
                .map(Document::clone)
                .toList();
        return new QueryResult(copies);
    }

    @Override
    protected QueryResult matchDocuments(
            Document query, Document sort, int skip, int limit, int batchSize, Document projection) {
        return queryDocuments(query, sort, skip, limit, batchSize, projection);
    }

    @Override
    protected Integer addDocumentInternal(Document document) {
        Document stored = idFirst(document);
        int size = BsonSize.of(stored);
        if (size > BsonSize.LARGEST_DOCUMENT) {
            throw new Refusal(
                    10334,
                    "BSONObjectTooLarge",
                    "object to insert too large. size in bytes: " + size + ", max size: " + BsonSize.LARGEST_DOCUMENT);
        }
        int record = nextRecord++;
        records.put(record, stored);
        dataSize += size;
        store.record(new Change(Change.Kind.INSERT, getDatabaseName(), getCollectionName(), uuid, null, stored, null));
        return record;
    }

    @Override
    public void addDocument(Document document) {
        super.addDocument(document);
        if (Boolean.TRUE.equals(createOptions.get("capped"))) {
            store.quietly(this::cutToCap);
        }
    }

    private void cutToCap() {
        long size = ((Number) createOptions.getOrDefault("size", Long.MAX_VALUE)).longValue();
        long count = ((Number) createOptions.getOrDefault("max", Long.MAX_VALUE)).longValue();
        while (records.size() > 1 && (dataSize > size || records.size() > count)) {
            removeDocument(records.firstEntry().getValue());
        }
    }

    private static Document idFirst(Document document) {
        if (document.keySet().iterator().next().equals("_id")) {
            return document;
        }
        Document ordered = new Document("_id", document.get("_id"));
        ordered.putAll(document);
        return ordered;
    }

    @Override
    protected void handleUpdate(Integer record, Document before, Document after) {
        Document stored = replacement == null ? after : inOrderOf(replacement, after);
        int size = BsonSize.of(stored);
        if (size > BsonSize.LARGEST_DOCUMENT) {
            getIndexes().forEach(index -> index.updateInPlace(after, before, record, this));
            throw new Refusal(
                    17419,
                    "Location17419",
                    "Resulting document after update is larger than " + BsonSize.LARGEST_DOCUMENT);
        }
        Document previous = records.put(record, stored);
        dataSize += size - BsonSize.of(previous);
        Change.Kind kind = modifiers == null ? Change.Kind.REPLACE : Change.Kind.UPDATE;
        Document description = modifiers == null ? null : UpdateDescription.of(previous, stored, modifiers);
        store.record(new Change(kind, getDatabaseName(), getCollectionName(), uuid, previous, stored, description));
    }

    private static Document inOrderOf(Document order, Document values) {
        Document ordered = new Document("_id", values.get("_id"));
        order.keySet().stream().filter(values::containsKey).forEach(name -> ordered.put(name, values.get(name)));
        ordered.putAll(values);
        return ordered;
    }

    @Override
    protected void removeDocument(Integer record) {
        Document removed = records.remove(record);
        dataSize -= BsonSize.of(removed);
        store.record(new Change(Change.Kind.DELETE, getDatabaseName(), getCollectionName(), uuid, removed, null, null));
    }

    /** Puts a document in another's place, whatever it was; for replay. */
    void put(Document document) {
        Integer record = ids.getPosition(document);
        if (record == null) {
            addDocument(document);
            return;
        }
        Document previous = records.put(record, document);
        for (Index<Integer> index : getIndexes()) {
            index.updateInPlace(previous, document, record, this);
        }
        dataSize += BsonSize.of(document) - BsonSize.of(previous);
    }

    void removeById(Object id) {
        byId(id).ifPresent(this::removeDocument);
    }

    @Override
    protected Document getDocument(Integer record) {
        return records.get(record);
    }

    @Override
    protected Stream<DocumentWithPosition<Integer>> streamAllDocumentsWithPosition() {
        return records.entrySet().stream().map(StoredCollection::withPosition);
    }

    private static DocumentWithPosition<Integer> withPosition(Map.Entry<Integer, Document> entry) {
        return new DocumentWithPosition<>(entry.getValue(), entry.getKey());
    }

    @Override
    public int count() {
        return records.size();
    }

    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int delta) {
        throw new UnsupportedOperationException("The size is counted where documents are put");
    }

    @Override
    protected int getDataSize() {
        return (int) Math.min(dataSize, Integer.MAX_VALUE);
    }
}
