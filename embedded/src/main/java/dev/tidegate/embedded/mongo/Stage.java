package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.stream.Stream;

/** A compiled stage of a pipeline. Documents that go in are not altered. */
interface Stage {
    /** The scope holds the variables of the pipeline around, if any. */
    Stream<Document> apply(Stream<Document> documents, Scope around);
}
