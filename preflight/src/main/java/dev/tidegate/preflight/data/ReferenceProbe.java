package dev.tidegate.preflight.data;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.preflight.finding.Finding;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Hands on the ids that a column's fields hold. */
final class ReferenceProbe implements ElementProbe {
    private final FieldOfSeveral field;
    private final List<CollectionMapping> candidates;
    private final boolean isList;
    private final int reference;
    private final Crossings crossings;

    ReferenceProbe(
            FieldOfSeveral field,
            List<CollectionMapping> candidates,
            boolean isList,
            int reference,
            Crossings crossings) {
        this.isList = isList;
        this.field = field;
        this.candidates = candidates;
        this.reference = reference;
        this.crossings = crossings;
    }

    @Override
    public void look(BsonDocument element, Subject subject) {
        field.in(element).map(taken -> taken.find(element)).ifPresent(value -> ids(value, subject));
    }

    private void ids(BsonValue value, Subject subject) {
        if (value.isArray() && !isList && value.asArray().size() > 1) {
            return;
        }
        for (BsonValue id : value.isArray() ? value.asArray() : List.of(value)) {
            for (CollectionMapping candidate : candidates) {
                ReferencedIds.rowId(candidate, id)
                        .ifPresent(target -> crossings.refers(reference, candidate, target, subject.rowId()));
            }
        }
    }

    @Override
    public List<Finding> findings() {
        return List.of();
    }
}
