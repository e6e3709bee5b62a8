package dev.tidegate.operate.repair;

import dev.tidegate.operate.reread.Rereads;
import dev.tidegate.validator.PointComparison;
import dev.tidegate.validator.ValidationProgress;
import dev.tidegate.validator.ValidatorConfig;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.pipeline.Pipeline;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes PostgreSQL agree with the documents again, after somebody else changed it: finds what differs, has the documents
 * re-read, and compares once more. The application may write meanwhile.
 */
public final class Repair implements AutoCloseable {
    private final Connection target;
    private final Rereads rereads;
    private final PointComparison points;
    private final SettledComparison settled;
    private final Finder finder;
    private final Planner planner;
    private final ExtraRows extraRows;

    /** @param patience how long a stage may make no progress */
    public Repair(ValidatorConfig config, Pipeline pipeline, Rereads rereads, Connection target, Duration patience) {
        this.target = target;
        this.rereads = rereads;
        this.points = new PointComparison(config);
        this.settled = new SettledComparison(points, pipeline, patience);
        this.finder = new Finder(config, pipeline, points, settled);
        this.planner = new Planner(target, config.migration());
        this.extraRows = new ExtraRows(target, config.migration());
    }

    public RepairFindings find(RepairScope scope, ValidationProgress progress) throws SQLException {
        rereads.requireSource();
        return finder.find(scope, target, progress);
    }

    public RepairPlan plan(RepairFindings found) throws SQLException {
        return planner.plan(found.subjects());
    }

    public RepairOutcome carryOut(RepairFindings found, RepairPlan plan) throws SQLException {
        rereads.carryOut(plan.requests());
        Deleted deleted = delete(plan);
        long reread = plan.requests().size() + deleted.documents().size();
        return new RepairOutcome(reread, deleted, differing(found, plan, deleted), found.notListed());
    }

    /**
     * Only rows that resolved to no document when they were found, and do not now: a re-read document may have brought its
     * id map. Rows of such a document the sink has written anew by then: they are another version.
     */
    private Deleted delete(RepairPlan plan) throws SQLException {
        RepairPlan now = planner.plan(plan.rows().keySet());
        rereads.carryOut(now.requests());
        long rows = 0;
        List<RowVersion> left = new ArrayList<>();
        for (Subject subject : plan.rows().keySet()) {
            boolean isResolved = !now.rows().containsKey(subject);
            if (isResolved && subject instanceof Subject.Edge) {
                continue; // the sink leaves an edge that is there as it is: it may be the document's
            }
            for (RowVersion row : extraRows.of(subject)) {
                rows += plan.rows().get(subject).contains(row) && extraRows.delete(row) ? 1 : 0;
            }
            left.addAll(isResolved ? List.of() : extraRows.of(subject));
        }
        return new Deleted(rows, left, now.requests());
    }

    /** Rows that resolve to no document are not compared: they were deleted, or are listed. */
    private List<Difference> differing(RepairFindings found, RepairPlan plan, Deleted deleted) {
        Set<Subject> subjects = found.subjects();
        subjects.removeIf(Subject.Row.class::isInstance);
        Stream.of(plan.requests(), deleted.documents())
                .flatMap(List::stream)
                .forEach(request -> subjects.add(Subject.Document.of(request.collection(), request.id())));
        return settled.differing(subjects).stream()
                .flatMap(checked -> checked.differences().stream())
                .toList();
    }

    @Override
    public void close() {
        points.close();
    }
}
