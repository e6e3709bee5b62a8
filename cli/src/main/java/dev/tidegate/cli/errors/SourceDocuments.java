package dev.tidegate.cli.errors;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.tidegate.mapping.id.DocumentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/** The documents of dead letters as MongoDB has them now. */
record SourceDocuments(MongoDatabase database) {

    /** @return what was found, by collection and shown id */
    Map<String, BsonDocument> of(List<DeadLetter> letters) {
        Map<String, List<BsonValue>> ids = new HashMap<>();
        for (DeadLetter letter : letters) {
            DocumentId.parse(letter.documentId())
                    .ifPresent(id -> ids.computeIfAbsent(letter.collection(), name -> new ArrayList<>())
                            .add(id));
        }
        Map<String, BsonDocument> found = new HashMap<>();
        ids.forEach((collection, some) -> database.getCollection(collection, RawBsonDocument.class)
                .find(Filters.in("_id", some))
                .forEach(document -> found.put(key(collection, document.get("_id")), document)));
        return found;
    }

    static Optional<BsonDocument> find(Map<String, BsonDocument> found, DeadLetter letter) {
        return DocumentId.parse(letter.documentId()).map(id -> found.get(key(letter.collection(), id)));
    }

    private static String key(String collection, BsonValue id) {
        return collection + " " + DocumentId.of(id).canonical();
    }
}
