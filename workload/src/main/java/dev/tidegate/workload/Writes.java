package dev.tidegate.workload;

import org.bson.BsonDocument;
import org.bson.BsonValue;

/** The source database as the workload writes to it. Each write fails when it does not meet exactly one document. */
interface Writes {
    void insert(String collection, BsonDocument document);

    void update(String collection, BsonValue id, BsonDocument operators);

    void replace(String collection, BsonDocument document);

    void delete(String collection, BsonValue id);
}
