package dev.tidegate.transform.document;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.transform.value.Conversion;
import dev.tidegate.transform.value.EdgeIds;
import dev.tidegate.transform.value.FieldPath;
import java.util.List;
import java.util.UUID;
import org.bson.BsonValue;

/** Reads one array of edges, or the edges that the elements of an array hold. Immutable, thread-safe. */
final class EdgesReader {
    /** The other half of its key, and what the state remembers of it. */
    private static final int EDGE = 24;

    private final int slot;
    private final RowSlot.Edges edges;
    private final FieldPath path;
    private final EdgeIds ids;

    EdgesReader(int slot, RowSlot.Edges edges, Migration migration) {
        this.slot = slot;
        this.edges = edges;
        this.path = FieldPath.of(edges.own().array().orElseThrow());
        this.ids = EdgeIds.to(migration.collection(edges.other().collection()));
    }

    void read(Element document, UUID documentId, List<OwnedRow> rows) {
        BsonValue value = path.findInElements(document.document());
        Conversion conversion = ids.convert(value);
        document.findings().listener().edges(edges.own(), value, conversion);
        Object others = document.findings().take(conversion, path.toString(), path.topLevelField());
        if (others == null) {
            return;
        }
        List<?> ids = (List<?>) others;
        if (!document.findings().spend((long) EDGE * ids.size(), path.toString())) {
            return;
        }
        for (Object other : ids) {
            rows.add(
                    new OwnedRow(new OwnedKey(slot, other), EdgeRows.row(edges.table(), edges.key(documentId, other))));
        }
    }
}
