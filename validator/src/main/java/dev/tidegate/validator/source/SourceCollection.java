package dev.tidegate.validator.source;

import com.mongodb.ReadConcern;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import dev.tidegate.mapping.bson.ExactBson;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.mapping.id.IdBatches;
import dev.tidegate.validator.document.EntryRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/** The documents of one collection as the comparison reads them: what a majority has, a bounded number at a time. */
public final class SourceCollection {
    private static final int BATCH = 300;
    private static final BsonObjectId FIRST = new BsonObjectId(new ObjectId("000000000000000000000000"));

    private final MongoDatabase database;
    private final MongoCollection<RawBsonDocument> documents;
    private final Optional<Bson> fields;

    public SourceCollection(MongoDatabase database, String name) {
        this(
                database,
                database.getCollection(name, RawBsonDocument.class).withReadConcern(ReadConcern.MAJORITY),
                Optional.empty());
    }

    private SourceCollection(
            MongoDatabase database, MongoCollection<RawBsonDocument> documents, Optional<Bson> fields) {
        this.database = database;
        this.documents = documents;
        this.fields = fields;
    }

    /** Reads these top-level fields alone, and {@code _id}. */
    public SourceCollection only(Collection<String> names) {
        return new SourceCollection(database, documents, Optional.of(TopLevelFields.only(names)));
    }

    /** The next documents with an ObjectId, in its order; empty at the end. One reply of the server's, at most 16 MB. */
    public List<BsonDocument> after(Optional<BsonValue> id) {
        Bson filter = id.map(last -> Filters.gt("_id", last)).orElseGet(() -> Filters.gte("_id", FIRST));
        var batch = new ArrayList<BsonDocument>(BATCH);
        try (MongoCursor<RawBsonDocument> cursor = find(filter)
                .sort(Sorts.ascending("_id"))
                .batchSize(BATCH)
                .limit(BATCH)
                .cursor()) {
            while (cursor.hasNext()) {
                batch.add(ExactBson.withId(cursor.next()));
                if (cursor.available() == 0) {
                    break;
                }
            }
        }
        return batch;
    }

    /** Those with any other {@code _id}, in no order. */
    public void withOtherId(Consumer<List<BsonDocument>> batches) {
        read(find(Filters.not(Filters.type("_id", BsonType.OBJECT_ID))), batches);
    }

    public void all(Consumer<List<BsonDocument>> batches) {
        read(find(new BsonDocument()), batches);
    }

    /**
     * The documents with these ids, each once, in no order; ids that are none's are left out. MongoDB also finds documents
     * whose ids are equal to it alone (of another type inside, under a collation), and one that is deleted and inserted
     * again a second time: these are left out, too.
     */
    public void among(Collection<BsonValue> ids, Consumer<List<BsonDocument>> batches) {
        Set<String> wanted =
                ids.stream().map(id -> DocumentId.of(id).canonical()).collect(Collectors.toSet());
        Consumer<List<BsonDocument>> found = batch -> {
            List<BsonDocument> asked = batch.stream()
                    .filter(document ->
                            wanted.remove(DocumentId.of(document.get("_id")).canonical()))
                    .toList();
            if (!asked.isEmpty()) {
                batches.accept(asked);
            }
        };
        Map<Boolean, List<BsonValue>> bySendable = IdLookup.bySendable(ids);
        IdBatches.of(bySendable.get(true)).forEach(batch -> read(find(Filters.in("_id", batch)), found));
        IdLookup lookup = new IdLookup(database, documents);
        bySendable
                .get(false)
                .forEach(id -> found.accept(lookup.exactly(id, fields.orElseGet(BsonDocument::new)).stream()
                        .map(ExactBson::withId)
                        .toList()));
    }

    /**
     * The ids that are there, by how they are shown. All ids of the collection are read but ObjectIds: from what is shown of
     * an id that is too long it is not known.
     */
    public Map<String, BsonValue> shownAs(Set<String> displays) {
        var found = new HashMap<String, BsonValue>();
        only(List.of("_id"))
                .withOtherId(batch -> batch.forEach(document -> {
                    String display = DocumentId.of(document.get("_id")).display();
                    if (displays.contains(display)) {
                        found.put(display, document.get("_id"));
                    }
                }));
        return found;
    }

    /** Which of these ids are there. */
    public List<BsonValue> existing(Collection<BsonValue> ids) {
        return existing(ids, List.of(), document -> true);
    }

    /** Which of these ids are there, of documents of the entry. */
    public List<BsonValue> existing(Collection<BsonValue> ids, EntryRule entry) {
        return existing(ids, entry.fields(), entry::isOfEntry);
    }

    private List<BsonValue> existing(Collection<BsonValue> ids, List<String> read, Predicate<BsonDocument> wanted) {
        var fields = new ArrayList<>(read);
        fields.add("_id");
        var found = new ArrayList<BsonValue>();
        only(fields)
                .among(ids, batch -> batch.stream().filter(wanted).forEach(document -> found.add(document.get("_id"))));
        return found;
    }

    /** About how many; reads no document. */
    public long estimatedCount() {
        return documents.estimatedDocumentCount();
    }

    private FindIterable<RawBsonDocument> find(Bson filter) {
        FindIterable<RawBsonDocument> found = documents.find(filter);
        return fields.map(found::projection).orElse(found);
    }

    /** A batch ends with the server's reply, which is bounded in bytes. */
    private static void read(FindIterable<RawBsonDocument> found, Consumer<List<BsonDocument>> batches) {
        var batch = new ArrayList<BsonDocument>();
        try (MongoCursor<RawBsonDocument> cursor = found.batchSize(BATCH).cursor()) {
            while (cursor.hasNext()) {
                batch.add(ExactBson.withId(cursor.next()));
                if (batch.size() == BATCH || cursor.available() == 0) {
                    batches.accept(List.copyOf(batch));
                    batch.clear();
                }
            }
        }
    }
}
