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
 * sent through the running pipeline again, and compares once more. Writers may go on.
 */
public final class Repair implements AutoCloseable {
    private final Connection target;
    private final Rereads rereads;
    private final PointComparison points;
    private final SettledComparison settled;
    private final Finder finder;
    private final Planner planner;
    private final ExtraRows extraRows;

    /** @param patience how long a stage may stand still */
    public Repair(ValidatorConfig config, Pipeline pipeline, Rereads rereads, Connection target, Duration patience) {
        this.target = target;
        this.rereads = rereads;
        this.points = new PointComparison(config);
        this.settled = new SettledComparison(points, pipeline, patience);
        this.finder = new Finder(config, pipeline, points, settled);
        this.planner = new Planner(target, config.migration());
        this.extraRows = new ExtraRows(target, config.migration());
    }

    public Found find(RepairScope scope, ValidationProgress progress) throws SQLException {
        rereads.requireSource();
        return finder.find(scope, target, progress);
    }

    public RepairPlan plan(Found found) throws SQLException {
        return planner.plan(found.subjects());
    }

    public RepairOutcome carryOut(Found found, RepairPlan plan) throws SQLException {
        rereads.carryOut(plan.requests());
        Deleted deleted = delete(plan);
        long sent = plan.requests().size() + deleted.documents().size();
        return new RepairOutcome(sent, deleted, differing(found, plan, deleted), found.notListed());
    }

    /**
     * Only what could not be told of a document when it was found, and cannot now: what was sent again may have brought
     * the way back to the document. What that one gives the sink has written anew by then: it is another version.
     */
    private Deleted delete(RepairPlan plan) throws SQLException {
        RepairPlan now = planner.plan(plan.rows().keySet());
        rereads.carryOut(now.requests());
        long rows = 0;
        List<RowVersion> left = new ArrayList<>();
        for (Subject subject : plan.rows().keySet()) {
            boolean isToldOf = !now.rows().containsKey(subject);
            if (isToldOf && subject instanceof Subject.Edge) {
                continue; // the sink leaves an edge that is there as it is: it may be the document's
            }
            for (RowVersion row : extraRows.of(subject)) {
                rows += plan.rows().get(subject).contains(row) && extraRows.delete(row) ? 1 : 0;
            }
            left.addAll(isToldOf ? List.of() : extraRows.of(subject));
        }
        return new Deleted(rows, left, now.requests());
    }

    /** Rows of which no document can be told are not compared: they were deleted, or are told of. */
    private List<Difference> differing(Found found, RepairPlan plan, Deleted deleted) {
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
