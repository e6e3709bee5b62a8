package dev.tidegate.embedded.mongo;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The drivers' published tests for change streams. */
class ChangeStreamSpecificationIT {
    private static EmbeddedMongo mongo;

    @BeforeAll
    static void start() {
        mongo = EmbeddedMongo.start();
    }

    @AfterAll
    static void stop() {
        mongo.close();
    }

    @TestFactory
    Stream<DynamicNode> specification() throws IOException {
        return Specifications.files("change-streams", ChangeStreamSpecificationIT::container);
    }

    private static DynamicNode container(Path path, BsonDocument file) {
        return dynamicContainer(
                path.getFileName().toString(),
                file.getArray("tests").stream().map(test -> test(file, test.asDocument())));
    }

    private static DynamicTest test(BsonDocument file, BsonDocument test) {
        return dynamicTest(test.getString("description").getValue(), () -> {
            assumeTrue(Specifications.meets(file) && Specifications.meets(test), "for another version or topology");
            try (SpecificationRun run = new SpecificationRun(mongo.uri())) {
                assertTimeoutPreemptively(Duration.ofSeconds(10), () -> run.run(file, test));
            }
        });
    }
}
