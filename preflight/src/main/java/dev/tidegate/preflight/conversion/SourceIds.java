package dev.tidegate.preflight.conversion;

import com.mongodb.ReadPreference;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import dev.tidegate.mapping.bson.ExactBson;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.transform.document.CollectionRows;
import dev.tidegate.transform.document.ExistingIds;
import dev.tidegate.transform.value.EntryFilter;
import dev.tidegate.transform.value.FieldPath;
import dev.tidegate.validator.source.IdLookup;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.BsonBinary;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/** Of the ids that one batch of documents asks for, those that the source has; looked up at once. */
public final class SourceIds implements ExistingIds {
    private static final ExistingIds NOT_ASKED = (collection, id) -> false;

    private final Map<String, Set<String>> found = new HashMap<>();

    private SourceIds() {}

    /** Excluded documents are none. Whatever the answers are, the transformer's questions depend on the document alone. */
    public static ExistingIds of(
            List<BsonDocument> batch, CollectionRows rows, Migration migration, MongoDatabase database) {
        if (!rows.asksForExistingIds()) {
            return NOT_ASKED;
        }
        Map<String, Set<String>> asked = new HashMap<>();
        for (BsonDocument document : batch) {
            rows.derive(document, DocumentId.of(document.get("_id")).canonical(), (collection, id) -> {
                asked.computeIfAbsent(collection, name -> new HashSet<>()).add(id);
                return false;
            });
        }
        SourceIds sourceIds = new SourceIds();
        asked.forEach((collection, ids) ->
                sourceIds.found.put(collection, existing(ids, migration.collection(collection), database)));
        return sourceIds;
    }

    private static Set<String> existing(
            Set<String> canonicalIds, CollectionMapping collection, MongoDatabase database) {
        EntryFilter entry = EntryFilter.of(collection);
        List<String> fields = Stream.concat(Stream.of("_id"), collection.whereFields().stream())
                .distinct()
                .toList();
        List<BsonValue> ids = canonicalIds.stream()
                .map(SourceIds::value)
                .flatMap(Optional::stream)
                .toList();
        Set<String> existing = new HashSet<>();
        var documents = database.getCollection(collection.source(), RawBsonDocument.class)
                .withReadPreference(ReadPreference.secondaryPreferred());
        new IdLookup(database, documents).find(ids, Projections.include(fields), document -> {
            if (!entry.fate(FieldPath.decoded(document)).isNothing()) {
                existing.add(DocumentId.of(ExactBson.id(document)).canonical());
            }
        });
        return existing;
    }

    /** A value that MongoDB finds the id by; embedded documents are no reference's values. */
    static Optional<BsonValue> value(String canonical) {
        String text = canonical.substring(2);
        return switch (canonical.charAt(0)) {
            case 'o' -> Optional.of(new BsonObjectId(new ObjectId(text)));
            case 's' -> Optional.of(new BsonString(text));
            case 'n' -> Optional.of(number(new BigDecimal(text)));
            case 'u' -> Optional.of(new BsonBinary(UUID.fromString(text)));
            default -> Optional.empty();
        };
    }

    /** A decimal has 34 digits: of doubles many have more, when they are written exactly. */
    private static BsonValue number(BigDecimal exact) {
        double nearest = exact.doubleValue();
        boolean isDouble = Double.isFinite(nearest) && new BigDecimal(nearest).compareTo(exact) == 0;
        return isDouble ? new BsonDouble(nearest) : new BsonDecimal128(new Decimal128(exact.stripTrailingZeros()));
    }

    @Override
    public boolean exists(String collection, String canonicalId) {
        return found.getOrDefault(collection, Set.of()).contains(canonicalId);
    }
}
