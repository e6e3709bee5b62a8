package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.aggregation.stage.ProjectStage;
import de.bwaldvogel.mongo.bson.Document;
import java.util.stream.Stream;

/** One document with the fields that a projection leaves. */
final class ProjectedValue {
    private ProjectedValue() {}

    static Document of(Document document, Document fields) {
        return new ProjectStage(fields).apply(Stream.of(document)).findFirst().orElseThrow();
    }
}
