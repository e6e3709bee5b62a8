package dev.tidegate.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Collation;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.ValidationOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The indexes and collections that applications make. */
@Tag("mongodb")
class IndexOptionsIT {
    private static MongoServer mongo;
    private static MongoClient client;
    private static MongoDatabase database;

    @BeforeAll
    static void start() {
        mongo = TestMongo.start();
        client = MongoClients.create(mongo.uri());
        database = client.getDatabase("index_options");
    }

    @AfterAll
    static void stop() {
        client.close();
        mongo.close();
    }

    @Test
    void everyKindIsListedAsItWasMade() {
        MongoCollection<Document> collection = database.getCollection("listed");
        Document active = new Document("active", true);
        collection.createIndex(Indexes.ascending("a"), new IndexOptions().partialFilterExpression(active));
        collection.createIndex(Indexes.ascending("at"), new IndexOptions().expireAfter(60L, TimeUnit.SECONDS));
        collection.createIndex(
                Indexes.ascending("c"),
                new IndexOptions().collation(Collation.builder().locale("cs").build()));
        collection.createIndex(new Document("$**", 1));
        collection.createIndex(Indexes.geo2dsphere("place"));
        collection.createIndex(Indexes.hashed("h"));

        Map<String, Document> listed = new HashMap<>();
        collection.listIndexes().forEach(index -> listed.put(index.getString("name"), index));
        assertThat(listed.keySet()).contains("_id_", "a_1", "at_1", "c_1", "$**_1", "place_2dsphere", "h_hashed");
        assertThat(listed.get("a_1")).containsEntry("partialFilterExpression", active);
        assertThat(listed.get("at_1").get("expireAfterSeconds", Number.class).intValue())
                .isEqualTo(60);
        assertThat(listed.get("c_1").get("collation", Document.class)).containsEntry("locale", "cs");
    }

    @Test
    void aPartialUniqueIndexHoldsOnlyTheDocumentsOfItsFilter() {
        MongoCollection<Document> collection = database.getCollection("partial");
        collection.createIndex(
                Indexes.ascending("mail"),
                new IndexOptions().unique(true).partialFilterExpression(new Document("active", true)));
        collection.insertOne(new Document("_id", 1).append("mail", "a").append("active", true));
        collection.insertOne(new Document("_id", 2).append("mail", "a").append("active", false));
        collection.insertOne(new Document("_id", 3).append("mail", "a"));

        assertThatThrownBy(() -> collection.insertOne(
                        new Document("_id", 4).append("mail", "a").append("active", true)))
                .isInstanceOf(MongoWriteException.class)
                .hasMessageContaining("E11000");
        assertThatThrownBy(() -> collection.updateOne(Filters.eq(2), Updates.set("active", true)))
                .hasMessageContaining("E11000");
        collection.updateOne(Filters.eq(1), Updates.set("active", false));
        collection.updateOne(Filters.eq(2), Updates.set("active", true));
        assertThat(collection.countDocuments()).isEqualTo(3);
    }

    @Test
    void aValidatorIsListed() {
        Document schema = new Document("$jsonSchema", new Document("required", java.util.List.of("name")));
        database.createCollection(
                "validated",
                new CreateCollectionOptions().validationOptions(new ValidationOptions().validator(schema)));
        Document changed = new Document("name", new Document("$type", "string"));

        assertThat(options("validated")).containsEntry("validator", schema);
        database.runCommand(new Document("collMod", "validated").append("validator", changed));
        assertThat(options("validated")).containsEntry("validator", changed);
    }

    private static Document options(String collection) {
        return database.listCollections()
                .filter(Filters.eq("name", collection))
                .first()
                .get("options", Document.class);
    }
}
