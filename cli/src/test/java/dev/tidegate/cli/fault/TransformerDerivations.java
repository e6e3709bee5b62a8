package dev.tidegate.cli.fault;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.transform.document.CollectionRows;
import dev.tidegate.transform.document.Derivation;
import dev.tidegate.transform.document.OwnedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;

/** The transformer's own derivation. */
public final class TransformerDerivations implements Derivations {
    @Override
    public Derived derive(
            Migration migration, String collection, BsonDocument document, Map<String, List<BsonDocument>> source) {
        CollectionRows rows = new CollectionRows(migration.collection(collection), migration);
        Derivation derived = rows.derive(
                document,
                DocumentId.of(document.get("_id")).canonical(),
                (asked, id) -> source.getOrDefault(asked, List.of()).stream()
                        .anyMatch(each ->
                                DocumentId.of(each.get("_id")).canonical().equals(id)));
        if (derived instanceof Derivation.Failed failed) {
            return new Derived(
                    List.of(),
                    Optional.empty(),
                    Optional.of(failed.first().reason().code()));
        }
        Derivation.Rows made = (Derivation.Rows) derived;
        List<Row> all = new ArrayList<>();
        all.add(new Row(rows.table().name(), made.entity()));
        for (OwnedRow owned : made.owned()) {
            all.add(new Row(rows.slots().get(owned.key().slot()).table().name(), owned.row()));
        }
        return new Derived(all, made.unmapped(), Optional.empty());
    }
}
