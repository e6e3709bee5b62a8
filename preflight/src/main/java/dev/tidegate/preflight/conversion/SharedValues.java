package dev.tidegate.preflight.conversion;

import dev.tidegate.mapping.declaration.SealPolicies.Duplicates;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import dev.tidegate.preflight.finding.ShownId;
import dev.tidegate.preflight.finding.Tally;
import dev.tidegate.validator.sort.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows of one index that share a value; facts come in order, those of one value together. */
final class SharedValues {
    private final boolean byTag;
    private final Tally rows = new Tally();
    private long values;
    private final List<UUID> first = new ArrayList<>();
    private Fact last;
    private long inGroup;
    private boolean differs;

    /** @param byTag only values count whose facts have different tags */
    SharedValues(boolean byTag) {
        this.byTag = byTag;
    }

    void add(Fact fact) {
        if (last != null && !last.subject().equals(fact.subject())) {
            endGroup();
        }
        differs |= inGroup > 0 && (!byTag || last.tag() != fact.tag());
        inGroup++;
        last = fact;
        if (first.size() < Tally.FEW) {
            first.add(fact.object());
        }
    }

    private void endGroup() {
        if (differs) {
            values++;
            for (long row = 0; row < inGroup; row++) {
                UUID id = first.get((int) Math.min(row, first.size() - 1L));
                rows.add(() -> ShownId.of(id));
            }
        }
        first.clear();
        inGroup = 0;
        differs = false;
    }

    /** To be asked once, after the last fact. */
    Optional<Finding> exact(String where, Duplicates policy) {
        endGroup();
        String fate = policy == Duplicates.BLOCK
                ? "it blocks sealing the constraint: correct the documents, or say under policies duplicates: keep_newest"
                : "nothing now: when constraints are sealed the newest stays, the others become dead letters";
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(rows.finding(
                        Severity.WARNING,
                        "duplicate-value",
                        where,
                        "rows that share " + values + (values == 1 ? " value" : " values") + " of a unique index",
                        fate));
    }

    /** To be asked once, after the last fact. */
    Optional<Finding> butForCase(String where) {
        endGroup();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(rows.finding(
                        Severity.INFO,
                        "duplicate-but-for-case",
                        where,
                        "rows whose values differ only in upper and lower case (" + values
                                + (values == 1 ? " value" : " values") + "): distinct to PostgreSQL",
                        ""));
    }
}
