package dev.tidegate.cli.repair;

import dev.tidegate.cli.ExitCode;
import dev.tidegate.cli.resend.Confirmation;
import dev.tidegate.cli.resend.Resends;
import dev.tidegate.cli.validate.ValidationPicture;
import dev.tidegate.validator.PointComparison;
import dev.tidegate.validator.ValidatorConfig;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.pipeline.Pipeline;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes PostgreSQL agree with the documents again, after somebody else changed it: finds what differs, asks, has the
 * documents sent through the running pipeline again, and compares once more. Writers may go on.
 */
public final class Repair {
    private final ValidatorConfig config;
    private final Pipeline pipeline;
    private final Resends resends;
    private final Duration patience;
    private final PrintWriter out;

    public Repair(ValidatorConfig config, Pipeline pipeline, Resends resends, Duration patience, PrintWriter out) {
        this.config = config;
        this.pipeline = pipeline;
        this.resends = resends;
        this.patience = patience;
        this.out = out;
    }

    /** @return the command's exit code: whether all agrees */
    public int run(
            RepairScope scope, Connection target, Confirmation confirmation, Supplier<ValidationPicture> pictures)
            throws SQLException {
        resends.requireSource();
        RepairReport report = new RepairReport(out);
        try (PointComparison points = new PointComparison(config)) {
            SettledComparison settled = new SettledComparison(points, pipeline, patience);
            Found found = new Finder(config, pipeline, points, settled).find(scope, target, pictures);
            if (found.differences().isEmpty()) {
                out.println("nothing differs that a repair could settle");
                report.others(found);
                return found.others().isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENCES;
            }
            report.found(found);
            Planner planner = new Planner(target, config.migration());
            RepairPlan plan = planner.plan(found.subjects());
            report.plan(plan);
            if (!confirmation.isGiven(question(plan))) {
                out.println("nothing was done");
                return ExitCode.DIFFERENCES;
            }
            resends.carryOut(plan.requests());
            Deleted deleted = delete(plan, planner, target);
            List<Difference> differing = differing(found, plan, deleted, settled);
            report.outcome(plan, deleted, differing);
            return differing.isEmpty() && deleted.left().isEmpty() && found.notListed() == 0
                    ? ExitCode.DONE
                    : ExitCode.DIFFERENCES;
        }
    }

    private static String question(RepairPlan plan) {
        return String.format(
                "Send %,d documents through the pipeline again, and delete %,d rows?",
                plan.requests().size(), plan.rowCount());
    }

    /**
     * Only what could not be told of a document when it was found, and cannot now: what was sent again may have brought
     * the way back to the document. What that one gives the sink has written anew by then: it is another version.
     */
    private Deleted delete(RepairPlan plan, Planner planner, Connection target) throws SQLException {
        RepairPlan now = planner.plan(plan.rows().keySet());
        resends.carryOut(now.requests());
        ExtraRows extraRows = new ExtraRows(target, config.migration());
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
    private static List<Difference> differing(
            Found found, RepairPlan plan, Deleted deleted, SettledComparison settled) {
        Set<Subject> subjects = found.subjects();
        subjects.removeIf(Subject.Row.class::isInstance);
        Stream.of(plan.requests(), deleted.documents())
                .flatMap(List::stream)
                .forEach(request -> subjects.add(Subject.Document.of(request.collection(), request.id())));
        return settled.differing(subjects).stream()
                .flatMap(checked -> checked.differences().stream())
                .toList();
    }
}
