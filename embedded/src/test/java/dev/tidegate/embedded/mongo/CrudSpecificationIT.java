package dev.tidegate.embedded.mongo;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The drivers' published tests for reads and writes, as far as they ask something of the server. */
class CrudSpecificationIT {
    private static EmbeddedMongo mongo;
    private static MongoClient client;

    @BeforeAll
    static void start() {
        mongo = EmbeddedMongo.start();
        client = MongoClients.create(mongo.uri());
    }

    @AfterAll
    static void stop() {
        client.close();
        mongo.close();
    }

    @TestFactory
    Stream<DynamicNode> specification() throws IOException {
        return Specifications.files("crud", CrudSpecificationIT::container);
    }

    private static DynamicNode container(Path path, BsonDocument file) {
        return dynamicContainer(
                path.getFileName().toString(),
                file.getArray("tests").stream().map(test -> test(file, test.asDocument())));
    }

    private static DynamicTest test(BsonDocument file, BsonDocument test) {
        return dynamicTest(test.getString("description").getValue(), () -> {
            assumeTrue(Specifications.meets(file) && Specifications.meets(test), "for another version or topology");
            new CrudSpecificationRun(client).run(file, test);
        });
    }
}
