package dev.tidegate.validator.source;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.tidegate.mapping.bson.ExactBson;
import dev.tidegate.mapping.id.IdBatches;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;

/**
 * Finds documents by the very bytes of their ids. MongoDB also finds what is equal to it alone, as under a collation.
 *
 * @param documents says how they are read: with which concern, from which server
 */
public record IdLookup(MongoDatabase database, MongoCollection<RawBsonDocument> documents) {

    public IdLookup(MongoDatabase database, String collection) {
        this(database, database.getCollection(collection, RawBsonDocument.class));
    }

    /** @param fields a projection; empty for all */
    public void find(Collection<? extends BsonValue> ids, Bson fields, Consumer<RawBsonDocument> found) {
        Map<Boolean, List<BsonValue>> bySendable = bySendable(ids);
        for (List<BsonValue> batch : IdBatches.of(bySendable.get(true))) {
            documents.find(Filters.in("_id", batch)).projection(fields).forEach(found);
        }
        bySendable.get(false).forEach(id -> exactly(id, fields).forEach(found));
    }

    static Map<Boolean, List<BsonValue>> bySendable(Collection<? extends BsonValue> ids) {
        return ids.stream().collect(Collectors.partitioningBy(ExactBson::isSendable));
    }

    /** With an id that the driver cannot send in a filter: a command alone goes out byte for byte. */
    List<RawBsonDocument> exactly(BsonValue id, Bson fields) {
        BsonDocument find = new BsonDocument(
                        "find", new BsonString(documents.getNamespace().getCollectionName()))
                .append("filter", new BsonDocument("_id", new BsonDocument("$eq", id)))
                .append("projection", fields.toBsonDocument())
                .append("singleBatch", BsonBoolean.TRUE)
                .append("readConcern", documents.getReadConcern().asDocument());
        return database
                .runCommand(ExactBson.encode(find), documents.getReadPreference(), RawBsonDocument.class)
                .getDocument("cursor")
                .getArray("firstBatch")
                .stream()
                .map(RawBsonDocument.class::cast)
                .toList();
    }
}
