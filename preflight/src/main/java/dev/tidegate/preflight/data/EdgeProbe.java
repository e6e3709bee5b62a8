package dev.tidegate.preflight.data;

import dev.tidegate.mapping.reason.Reason;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import dev.tidegate.preflight.finding.Tally;
import dev.tidegate.transform.value.Absence;
import dev.tidegate.transform.value.Conversion;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.bson.BsonValue;

/** One end's array of a many-to-many: BSON types, duplicates, nulls; each edge is handed on. */
final class EdgeProbe {
    private final String where;
    private final BiConsumer<UUID, UUID> edges;
    private final Histogram values;
    private final Histogram elements;
    private final ValueFindings findings;
    private final Tally duplicates = new Tally();
    private final Tally nulls = new Tally();

    /** @param edges takes each edge of a document once: the document's row id and the other end's */
    EdgeProbe(String where, String junction, BiConsumer<UUID, UUID> edges) {
        String target = "edges of \"" + junction + "\"";
        this.where = where;
        this.edges = edges;
        this.values = new Histogram(where, target);
        this.elements = new Histogram(where + "[]", target);
        this.findings = new ValueFindings(
                target, (code, failure) -> "correct the documents: an edge's end is an id of its collection");
    }

    void read(BsonValue value, Conversion conversion, Subject subject) {
        String type = TypeNames.of(value);
        values.add(type);
        List<BsonValue> ids = Absence.is(value) ? List.of() : value.isArray() ? value.asArray() : List.of(value);
        ids.stream().filter(id -> !Absence.is(id)).forEach(id -> elements.add(TypeNames.of(id)));
        if (conversion instanceof Conversion.Failure failure) {
            findings.add(where, Reason.WRONG_TYPE.code(), failure, subject);
            return;
        }
        Conversion.Value carried = (Conversion.Value) conversion;
        if (carried.counted().stream().anyMatch(note -> isConversion(note.reason()))) {
            findings.add(where, type, Fate.CONVERTED, subject);
        }
        List<?> others = (List<?>) carried.value();
        long present = ids.stream().filter(id -> !Absence.is(id)).count();
        tally(duplicates, present - others.size(), subject);
        tally(nulls, ids.size() - present, subject);
        others.forEach(other -> edges.accept(subject.rowId(), (UUID) other));
    }

    private static boolean isConversion(Reason note) {
        return note == Reason.CONVERTED || note == Reason.SCALAR_AS_ARRAY;
    }

    private static void tally(Tally tally, long times, Subject subject) {
        for (long time = 0; time < times; time++) {
            tally.add(subject::display);
        }
    }

    List<Finding> findings() {
        List<Finding> all = new ArrayList<>(findings.findings());
        if (!duplicates.isEmpty()) {
            all.add(duplicates.finding(
                    Severity.INFO,
                    "duplicate-edge",
                    where,
                    "an id again in the same array: one edge is made of them",
                    ""));
        }
        if (!nulls.isEmpty()) {
            all.add(nulls.finding(Severity.INFO, "edge-null", where, "null in the array: no edge", ""));
        }
        return all;
    }

    List<FieldProfile> profiles() {
        return elements.isEmpty() ? List.of(values.profile()) : List.of(values.profile(), elements.profile());
    }
}
