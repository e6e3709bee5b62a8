package dev.tidegate.validator.integrity;

import com.mongodb.client.MongoDatabase;
import dev.tidegate.mapping.bson.ExactBson;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.SourcePath;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.document.EntryRule;
import dev.tidegate.validator.source.IdLookup;
import dev.tidegate.validator.source.TopLevelFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** What MongoDB says of a batch of ids. */
public final class SourceDocuments {
    private final MongoDatabase source;

    public SourceDocuments(MongoDatabase source) {
        this.source = source;
    }

    /** Which of these are there, of documents that give rows, in canonical form. */
    public Set<String> existing(CollectionMapping collection, Collection<BsonValue> ids) {
        var found = new HashSet<>(displays(collection, ids).keySet());
        found.removeAll(excluded(collection, ids));
        return found;
    }

    /** Which of these are there, of documents that the entry does not take, in canonical form. */
    Set<String> excluded(CollectionMapping collection, Collection<BsonValue> ids) {
        var entry = new EntryRule(collection);
        var excluded = new HashSet<String>();
        if (!entry.hasAll()) {
            var fields = new ArrayList<>(entry.fields());
            fields.add("_id");
            documents(collection, ids, fields, document -> {
                if (!entry.isOfEntry(document)) {
                    excluded.add(DocumentId.of(document.get("_id")).canonical());
                }
            });
        }
        return excluded;
    }

    /** Those that are there, by canonical form, as they are shown: the document's own type of number may be another. */
    Map<String, String> displays(CollectionMapping collection, Collection<BsonValue> ids) {
        var found = new HashMap<String, String>();
        documents(collection, ids, List.of("_id"), document -> {
            DocumentId id = DocumentId.of(document.get("_id"));
            found.put(id.canonical(), id.display());
        });
        return found;
    }

    /**
     * The {@code _id}s behind UUIDs by name, which do not decode: found in the documents that refer to them.
     *
     * @param fields paths of the referring documents
     */
    Map<UUID, BsonValue> referredIds(
            CollectionMapping referring,
            Collection<BsonValue> documents,
            List<String> fields,
            CollectionMapping referred,
            Set<UUID> wanted) {
        var found = new HashMap<UUID, BsonValue>();
        List<String> topLevel = fields.stream()
                .map(field -> SourcePath.of(field).topLevel())
                .distinct()
                .toList();
        documents(
                referring,
                documents,
                topLevel,
                document -> topLevel.forEach(field -> scalars(document.get(field), scalar -> {
                    UUID id = DocumentId.of(scalar).uuidByName(referred.source());
                    if (wanted.contains(id)) {
                        found.put(id, scalar);
                    }
                })));
        return found;
    }

    /** Which of these documents have {@code id} in an array, in canonical form. */
    public Set<String> holders(
            CollectionMapping collection, Collection<BsonValue> documents, String array, BsonValue id) {
        String topLevel = SourcePath.of(array).topLevel();
        String wanted = DocumentId.of(id).display();
        var holders = new HashSet<String>();
        documents(
                collection,
                documents,
                List.of(topLevel),
                document -> scalars(document.get(topLevel), scalar -> {
                    if (DocumentId.of(scalar).display().equals(wanted) || isHex(scalar, wanted)) {
                        holders.add(DocumentId.of(document.get("_id")).canonical());
                    }
                }));
        return holders;
    }

    /** An ObjectId may stand as text in a reference. */
    private static boolean isHex(BsonValue scalar, String id) {
        return scalar.isString() && scalar.asString().getValue().equalsIgnoreCase(id);
    }

    private static void scalars(BsonValue value, Consumer<BsonValue> each) {
        if (value instanceof BsonArray array) {
            array.forEach(element -> scalars(element, each));
        } else if (value instanceof BsonDocument document) {
            document.values().forEach(element -> scalars(element, each));
        } else if (value != null && !value.isNull()) {
            each.accept(value);
        }
    }

    private void documents(
            CollectionMapping collection,
            Collection<BsonValue> ids,
            List<String> fields,
            Consumer<BsonDocument> found) {
        new IdLookup(source, collection.source())
                .find(ids, TopLevelFields.only(fields), document -> found.accept(ExactBson.withId(document)));
    }
}
