package dev.tidegate.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Says by name on which real MongoDBs the integration tests have run, and how to run them on the others. */
@Tag("mongodb")
class RealMongoIT {
    private static final String CHOSEN = TestMongo.chosen(System.getenv());

    @Test
    void integrationTestsOnMongod() {
        ranOn(TestMongo.MONGOD, "");
    }

    @Test
    void integrationTestsOnMongoDb6InDocker() {
        ranOn("docker:mongo:6.0", "6.0.");
    }

    @Test
    void integrationTestsOnMongoDb7InDocker() {
        ranOn("docker:mongo:7.0", "7.0.");
    }

    @Test
    void integrationTestsOnMongoDb8InDocker() {
        ranOn("docker:mongo:8.0", "8.0.");
    }

    private static void ranOn(String wanted, String version) {
        String notRun = "integration tests on " + wanted + " not run, but on " + CHOSEN + "; to run them:"
                + " TIDEGATE_TEST_MONGODB=" + wanted + " mvn verify -Dgroups=mongodb";
        if (!CHOSEN.equals(wanted)) {
            System.out.println(notRun);
        }
        assumeTrue(CHOSEN.equals(wanted), notRun);
        try (MongoServer mongo = TestMongo.start();
                MongoClient client = MongoClients.create(mongo.uri())) {
            Document build = client.getDatabase("admin").runCommand(new Document("buildInfo", 1));
            System.out.println("integration tests on " + wanted + ": MongoDB " + build.getString("version"));
            assertThat(build.getString("version")).startsWith(version);
        }
    }
}
