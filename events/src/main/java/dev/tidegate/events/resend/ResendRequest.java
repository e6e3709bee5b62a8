package dev.tidegate.events.resend;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bson.BsonValue;

/**
 * Asks the source to publish a document again as it is then, so that all that it gives is written again.
 *
 * @param id the document's {@code _id}; there need be no such document: then whatever the target has of it goes
 * @param strays rows of it in child tables and junctions that go unless the document gives them
 */
public record ResendRequest(String collection, BsonValue id, List<StrayRow> strays) {
    public ResendRequest {
        Objects.requireNonNull(collection, "collection");
        Objects.requireNonNull(id, "id");
        strays = List.copyOf(strays);
    }

    /** Both requests in one; they are for the same document. */
    public ResendRequest and(ResendRequest other) {
        Set<StrayRow> all = new LinkedHashSet<>(strays);
        all.addAll(other.strays);
        return new ResendRequest(collection, id, List.copyOf(all));
    }
}
