package dev.tidegate.cutover.resolve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.mapping.reason.Reason;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The dead letter of a document that a policy takes out.
 *
 * @param policy that does it, as the resolution notes it
 * @param fields of the document, by their names; empty where none is at fault
 */
record TakenOutLetter(
        CollectionMapping collection,
        DocumentId document,
        String policy,
        Reason reason,
        String sqlState,
        String fields,
        String message) {
    static final String STAGE = "references";

    List<String> key() {
        return List.of(collection.collection(), document.display());
    }

    /** As {@link RowImages} takes it. */
    String image() {
        String now = OffsetDateTime.now(ZoneOffset.UTC).toString();
        ObjectNode image = JsonNodeFactory.instance
                .objectNode()
                .put("collection", collection.collection())
                .put("document_id", document.display())
                .put("stage", STAGE)
                .put("reason", reason.code())
                .put("sqlstate", sqlState)
                .put("message", message)
                .put("stale", false)
                .put("first_seen", now)
                .put("last_seen", now);
        return (fields.isEmpty() ? image : image.put("field", fields)).toString();
    }
}
