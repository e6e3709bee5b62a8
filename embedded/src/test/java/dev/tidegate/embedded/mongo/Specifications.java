package dev.tidegate.embedded.mongo;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.DynamicNode;

/**
 * The drivers' published tests (repository mongodb/specifications, which is not part of this one).
 * {@code TIDEGATE_MONGO_SPECIFICATIONS} names a checkout; without it they are skipped.
 */
final class Specifications {
    private static final String WHERE = "TIDEGATE_MONGO_SPECIFICATIONS";

    private Specifications() {}

    static Stream<DynamicNode> files(String specification, BiFunction<Path, BsonDocument, DynamicNode> tests)
            throws IOException {
        String checkout = Optional.ofNullable(System.getProperty(WHERE)).orElse(System.getenv(WHERE));
        if (checkout == null) {
            return Stream.of(dynamicTest(
                    "mongodb/specifications",
                    () -> assumeTrue(false, WHERE + " names no checkout of mongodb/specifications: not run")));
        }
        try (Stream<Path> files = Files.list(Path.of(checkout, "source", specification, "tests", "unified"))) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
            return found.stream().map(file -> tests.apply(file, parse(file)));
        }
    }

    private static BsonDocument parse(Path path) {
        try {
            return BsonDocument.parse(Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a file or a test is for a replica set of this version. */
    static boolean meets(BsonDocument part) {
        BsonArray alternatives = part.getArray("runOnRequirements", new BsonArray());
        return alternatives.isEmpty()
                || alternatives.stream().map(BsonValue::asDocument).anyMatch(Specifications::isMet);
    }

    private static boolean isMet(BsonDocument requirement) {
        BsonArray topologies = requirement.getArray("topologies", new BsonArray());
        boolean topology = topologies.isEmpty() || topologies.contains(new BsonString("replicaset"));
        String least =
                requirement.getString("minServerVersion", new BsonString("0")).getValue();
        String most =
                requirement.getString("maxServerVersion", new BsonString("99")).getValue();
        return topology && compare(least, HelloCommands.VERSION) <= 0 && compare(HelloCommands.VERSION, most) <= 0;
    }

    private static int compare(String left, String right) {
        String[] a = left.split("\\.");
        String[] b = right.split("\\.");
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            int order = Integer.compare(Integer.parseInt(a[i]), Integer.parseInt(b[i]));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
