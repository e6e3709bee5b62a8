package dev.tidegate.operate.errors;

import com.mongodb.client.MongoDatabase;
import dev.tidegate.mapping.bson.ExactBson;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.source.IdLookup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** The documents of dead letters as MongoDB has them now. */
record SourceDocuments(MongoDatabase database, Migration migration) {

    /** @return what was found, by collection and shown id */
    Map<String, BsonDocument> of(List<DeadLetter> letters) {
        Map<String, List<BsonValue>> ids = new HashMap<>();
        for (DeadLetter letter : letters) {
            DocumentId.parse(letter.documentId())
                    .ifPresent(id -> ids.computeIfAbsent(letter.collection(), name -> new ArrayList<>())
                            .add(id));
        }
        Map<String, BsonDocument> found = new HashMap<>();
        ids.forEach((collection, some) -> new IdLookup(database, ErrorTables.source(migration, collection))
                .find(
                        some,
                        new BsonDocument(),
                        document -> found.put(key(collection, ExactBson.id(document)), document)));
        return found;
    }

    static Optional<BsonDocument> find(Map<String, BsonDocument> found, DeadLetter letter) {
        return DocumentId.parse(letter.documentId()).map(id -> found.get(key(letter.collection(), id)));
    }

    private static String key(String collection, BsonValue id) {
        return collection + " " + DocumentId.of(id).canonical();
    }
}
