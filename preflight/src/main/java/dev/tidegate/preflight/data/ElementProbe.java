package dev.tidegate.preflight.data;

import dev.tidegate.preflight.finding.Finding;
import java.util.List;
import org.bson.BsonDocument;

/** Looks at one thing in every document, or in every element that becomes a child row. Confined to one thread. */
interface ElementProbe {
    void look(BsonDocument element, Subject subject);

    List<Finding> findings();
}
