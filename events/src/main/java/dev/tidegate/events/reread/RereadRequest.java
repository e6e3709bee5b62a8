package dev.tidegate.events.reread;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bson.BsonValue;

/**
 * Asks the source to publish a document again as it is then, so that all that it gives is written again.
 *
 * @param id the document's {@code _id}; there need be no such document: then whatever the target has of it goes
 * @param orphans rows of it in child tables and junctions that go unless the document gives them
 */
public record RereadRequest(String collection, BsonValue id, List<OrphanRow> orphans) {
    public RereadRequest {
        Objects.requireNonNull(collection, "collection");
        Objects.requireNonNull(id, "id");
        orphans = List.copyOf(orphans);
    }

    /** Both requests in one; they are for the same document. */
    public RereadRequest and(RereadRequest other) {
        Set<OrphanRow> all = new LinkedHashSet<>(orphans);
        all.addAll(other.orphans);
        return new RereadRequest(collection, id, List.copyOf(all));
    }
}
