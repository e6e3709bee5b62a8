package dev.tidegate.cutover.resolve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.cutover.unique.UniqueIndex;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.mapping.reason.Reason;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/** The dead letter of a document that has one value of a unique index with a newer document. */
record DuplicateLetter(UniqueIndex index, DocumentId document, DocumentId newer) {
    static final String STAGE = "references";

    List<String> key() {
        return List.of(index.owner().collection(), document.display());
    }

    /** As {@link RowImages} takes it. */
    String image() {
        String now = OffsetDateTime.now(ZoneOffset.UTC).toString();
        String message = "has one value of the unique index " + index.index().name() + " with the newer document "
                + newer.display() + ", which was kept: correct one of the two, its next version is a row again";
        ObjectNode image = JsonNodeFactory.instance
                .objectNode()
                .put("collection", index.owner().collection())
                .put("document_id", document.display())
                .put("stage", STAGE)
                .put("reason", Reason.DUPLICATE_VALUE.code())
                .put("sqlstate", "23505")
                .put("message", message)
                .put("stale", false)
                .put("first_seen", now)
                .put("last_seen", now);
        String fields = fields();
        return (fields.isEmpty() ? image : image.put("field", fields)).toString();
    }

    /** The documents' fields behind the index's columns. */
    private String fields() {
        return index.owner().columns().stream()
                .filter(column -> index.index().columns().contains(column.column()))
                .flatMap(column -> column.fields().stream())
                .collect(Collectors.joining(", "));
    }
}
