package dev.tidegate.preflight.data;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import dev.tidegate.preflight.finding.Tally;
import dev.tidegate.validator.value.NoValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** One end's array of a many-to-many: kinds, doubles, nulls; each edge is handed on. */
final class EdgeProbe implements ElementProbe {
    private final Steps array;
    private final String where;
    private final CollectionMapping other;
    private final ReferencedIds ids;
    private final EdgeListener edges;
    private final Histogram values;
    private final Histogram elements;
    private final Tally doubles = new Tally();
    private final Tally nulls = new Tally();

    /** Takes each edge of a document once. */
    @FunctionalInterface
    interface EdgeListener {
        void edge(UUID holder, UUID other);
    }

    EdgeProbe(String field, String where, String junction, CollectionMapping other, EdgeListener edges) {
        this.array = Steps.of(field);
        this.where = where;
        this.other = other;
        this.ids = ReferencedIds.to(other);
        this.edges = edges;
        this.values = new Histogram(where, "edges of \"" + junction + "\"", EdgeProbe::remedy);
        this.elements = new Histogram(where + "[]", "edges of \"" + junction + "\"", EdgeProbe::remedy);
    }

    private static String remedy(Fit fit) {
        return fit == Fit.WRONG ? "correct the documents: an edge's end is an id of its collection" : "";
    }

    @Override
    public void look(BsonDocument element, Subject subject) {
        BsonValue value = array.find(element);
        if (value == null || value.isNull()) {
            values.add(value == null ? Sight.ABSENT : Sight.NULL, subject);
            return;
        }
        values.add(new Sight(KindNames.of(value), value.isArray() ? Fit.EXACT : Fit.CONVERTED), subject);
        Set<UUID> seen = new HashSet<>();
        for (BsonValue id : value.isArray() ? value.asArray() : List.of(value)) {
            id(id, subject, seen);
        }
        seen.forEach(id -> edges.edge(subject.rowId(), id));
    }

    private void id(BsonValue id, Subject subject, Set<UUID> seen) {
        if (NoValue.is(id)) {
            nulls.add(subject::display);
            return;
        }
        Optional<UUID> read = ReferencedIds.rowId(other, id);
        boolean isText = id.isString() && !ids.takesAnyText();
        elements.add(
                new Sight(
                        read.isEmpty() && id.isString() ? "string (no id)" : KindNames.of(id),
                        read.isEmpty() ? Fit.WRONG : isText ? Fit.CONVERTED : Fit.EXACT),
                subject);
        if (read.isPresent() && !seen.add(read.get())) {
            doubles.add(subject::display);
        }
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(values.findings());
        findings.addAll(elements.findings());
        if (!doubles.isEmpty()) {
            findings.add(doubles.finding(
                    Severity.INFO,
                    "edge-double",
                    where,
                    "an id again in the same array: one edge is made of them",
                    ""));
        }
        if (!nulls.isEmpty()) {
            findings.add(nulls.finding(Severity.INFO, "edge-null", where, "null in the array: no edge", ""));
        }
        return findings;
    }

    List<FieldProfile> profiles() {
        FieldProfile inArrays = elements.profile();
        return inArrays.kinds().isEmpty() ? List.of(values.profile()) : List.of(values.profile(), inArrays);
    }
}
