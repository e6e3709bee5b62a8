package dev.tidegate.preflight.data;

import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import dev.tidegate.preflight.finding.ShownId;
import dev.tidegate.preflight.finding.Tally;
import dev.tidegate.validator.sort.Fact;
import java.util.ArrayList;
import java.util.List;

/** Which end of a many-to-many holds each edge; facts come in order, those of one edge together. */
final class EdgeSides {
    private final Junction junction;
    private final Tally leftOnly = new Tally();
    private final Tally rightOnly = new Tally();
    private Fact last;

    enum Side {
        LEFT,
        RIGHT
    }

    EdgeSides(Junction junction) {
        this.junction = junction;
    }

    boolean isUnion() {
        return junction.isUnion();
    }

    void add(Fact fact) {
        boolean isOtherSide = last != null
                && last.subject().equals(fact.subject())
                && last.object().equals(fact.object());
        if (isOtherSide) {
            last = null;
            return;
        }
        end();
        last = fact;
    }

    /** After the last fact. */
    void end() {
        if (last == null) {
            return;
        }
        Fact alone = last;
        Tally tally = alone.tag() == Side.LEFT.ordinal() ? leftOnly : rightOnly;
        tally.add(() -> ShownId.of(alone.subject()) + "-" + ShownId.of(alone.object()));
        last = null;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        finding(leftOnly, junction.left(), junction.right(), findings);
        finding(rightOnly, junction.right(), junction.left(), findings);
        return findings;
    }

    private void finding(Tally tally, Junction.End holder, Junction.End other, List<Finding> findings) {
        if (tally.isEmpty()) {
            return;
        }
        findings.add(tally.finding(
                Severity.INFO,
                "edge-one-sided",
                holder.collection() + "." + holder.array().orElseThrow(),
                "edges of \"" + junction.table() + "\" that " + other.collection() + "."
                        + other.array().orElseThrow() + " does not hold: the row is there while either end holds it",
                ""));
    }
}
