package dev.tidegate.validator;

import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.validator.Difference.Kind;
import dev.tidegate.validator.edges.EdgeComparison;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts down the edges that differ; those that a stale document may have held once are let be. */
final class JunctionFindings implements EdgeComparison.Listener {
    private final Map<String, Junction> junctions;
    private final StaleDocuments stale;
    private final Findings findings;

    JunctionFindings(Migration migration, StaleDocuments stale, Findings findings) {
        this.junctions = migration.junctions().stream().collect(Collectors.toMap(Junction::table, Function.identity()));
        this.stale = stale;
        this.findings = findings;
    }

    @Override
    public void missing(String junction, String left, String right) {
        findings.add(junction, left + " " + right, Kind.MISSING_EDGE, "a document holds this edge");
    }

    @Override
    public void extra(String junction, String left, String right) {
        Junction declared = junctions.get(junction);
        if (!stale.mayHold(declared.left(), left) && !stale.mayHold(declared.right(), right)) {
            findings.add(junction, left + " " + right, Kind.EXTRA_EDGE, "no document holds this edge");
        }
    }

    @Override
    public void rows(String junction, long rows) {
        findings.rows(junction, rows);
    }
}
