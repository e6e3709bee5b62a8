package dev.tidegate.preflight.data;

import dev.tidegate.mapping.id.DocumentId;
import java.util.UUID;

/** The document that is read. */
record Subject(DocumentId id, UUID rowId) {
    String display() {
        return id.display();
    }
}
