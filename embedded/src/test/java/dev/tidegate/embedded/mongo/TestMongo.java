package dev.tidegate.embedded.mongo;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * The MongoDB that integration tests run on. {@code TIDEGATE_TEST_MONGODB} in the environment chooses it:
 * {@code stand-in}, which is the default; {@code mongod}, the one that {@link MongodProcess#find} finds; or
 * {@code docker:} and an image, such as {@code docker:mongo:7.0}.
 */
public final class TestMongo {
    static final String VARIABLE = "TIDEGATE_TEST_MONGODB";
    static final String STAND_IN = "stand-in";
    static final String MONGOD = "mongod";
    static final String DOCKER = "docker:";

    private TestMongo() {}

    /** A new, empty one on a free port. */
    public static MongoServer start() {
        return start(System.getenv());
    }

    /** For what only the stand-in can be made to do; the test is not run on another MongoDB, and says why. */
    public static EmbeddedMongo standIn(MongoServer mongo) {
        Assumptions.assumeTrue(
                mongo instanceof EmbeddedMongo,
                () -> "not run on " + chosen(System.getenv()) + ": needs the stand-in's faults");
        return (EmbeddedMongo) mongo;
    }

    static String chosen(Map<String, String> environment) {
        String chosen = environment.getOrDefault(VARIABLE, "");
        return chosen.isBlank() ? STAND_IN : chosen;
    }

    static MongoServer start(Map<String, String> environment) {
        String chosen = chosen(environment);
        if (chosen.equals(STAND_IN)) {
            return EmbeddedMongo.start();
        }
        if (chosen.equals(MONGOD)) {
            return MongodProcess.start(mongod(environment), 0, Optional.empty());
        }
        if (chosen.startsWith(DOCKER) && chosen.length() > DOCKER.length()) {
            return DockerMongo.start(chosen.substring(DOCKER.length()));
        }
        throw new IllegalArgumentException(
                VARIABLE + " is " + chosen + ": use " + STAND_IN + ", " + MONGOD + ", or " + DOCKER + "mongo:7.0");
    }

    private static Path mongod(Map<String, String> environment) {
        return MongodProcess.find(environment)
                .orElseThrow(() -> new IllegalStateException(VARIABLE + " is " + MONGOD + ", but there is none: set "
                        + MongodProcess.VARIABLE + " to its binary or put it on the PATH"));
    }
}
