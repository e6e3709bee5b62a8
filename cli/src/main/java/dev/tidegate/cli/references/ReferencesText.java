package dev.tidegate.cli.references;

import dev.tidegate.cutover.resolve.Applied;
import dev.tidegate.cutover.resolve.Resolver.Undone;
import dev.tidegate.cutover.resolve.SurveyResult;
import dev.tidegate.cutover.resolve.SurveyResult.ClashFinding;
import dev.tidegate.cutover.resolve.SurveyResult.ReferenceFinding;
import dev.tidegate.cutover.resolve.SurveyResult.StandingResolution;
import dev.tidegate.cutover.unique.UniqueClash;
import dev.tidegate.validator.integrity.Orphan;
import dev.tidegate.validator.integrity.OrphanKind;
import dev.tidegate.validator.integrity.ResolvedRow;
import dev.tidegate.validator.pipeline.SourceCondition;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A survey for people: only what was found, a few examples each. */
public final class ReferencesText {
    private static final int EXAMPLES = 5;
    private static final int LISTED = 20;

    private final PrintWriter out;

    public ReferencesText(PrintWriter out) {
        this.out = out;
    }

    /** Before what was found: it may be what the source has not carried. */
    public void print(SourceCondition source) {
        if (!source.message().isEmpty()) {
            out.println("! " + source.message());
        }
    }

    public void print(SurveyResult survey) {
        references(survey.references());
        clashes(survey.clashes());
        resolutions(survey.resolutions());
        out.println();
        out.printf("%,d findings block the seal; --apply would resolve %,d.%n", survey.blocking(), survey.resolvable());
        out.flush();
    }

    public void print(Applied applied) {
        out.printf(
                "Applied: %,d references set NULL, %,d edges and children removed, %,d placeholders inserted, %,d"
                        + " documents made dead letters; %,d passed over, since they had changed or need nothing more.%n",
                applied.nulled(),
                applied.removed(),
                applied.placeholders(),
                applied.deadLettered(),
                applied.passedOver());
        out.flush();
    }

    public void print(List<Undone> undone) {
        undone.forEach(each -> out.println("resolution " + each.resolution() + ": "
                + each.obstacle().map(obstacle -> "left as it is: " + obstacle).orElse("undone")));
        if (undone.isEmpty()) {
            out.println("There is no resolution that stands.");
        }
        out.flush();
    }

    private void references(List<ReferenceFinding> findings) {
        long references =
                findings.stream().mapToLong(each -> each.result().references()).sum();
        out.printf("References without a row (%,d references in %,d columns)%n", references, findings.size());
        List<ReferenceFinding> found =
                findings.stream().filter(each -> each.result().orphaned() > 0).toList();
        found.forEach(this::reference);
        if (found.isEmpty()) {
            out.println("  none");
        }
    }

    private void reference(ReferenceFinding finding) {
        var result = finding.result();
        out.printf(
                "  %s.%s → %s: %,d of %,d%n",
                result.table(), result.column(), result.referencedTable(), result.orphaned(), result.references());
        result.orphans().forEach((kind, count) -> {
            if (count > 0) {
                out.printf("    %,d %s%n", count, text(kind));
            }
        });
        if (result.accounted() - finding.toCome() > 0) {
            out.println("    " + (finding.remedy().blocks() ? "blocks: " : "")
                    + finding.remedy().text());
        }
        if (finding.toCome() > 0) {
            out.printf(
                    "    blocks: %,d to dead letters are left as they are: correct these documents ('tidegate errors')%n",
                    finding.toCome());
        }
        result.examples().stream().limit(EXAMPLES).forEach(this::orphan);
    }

    private void orphan(Orphan orphan) {
        out.printf(
                "      %s (%s) refers to %s (%s)%s%n",
                orphan.referringDocument().orElse("a document"),
                orphan.referrer(),
                orphan.missingDocument().orElse("an unknown document"),
                orphan.target(),
                orphan.key().size() > 1 ? ", row (" + String.join(", ", orphan.key()) + ")" : "");
    }

    private static String text(OrphanKind kind) {
        return switch (kind) {
            case DANGLING_IN_SOURCE -> "dangling in the source: MongoDB has no such document";
            case DEAD_LETTER ->
                "to a dead letter: the document exists, and could not be made a row ('tidegate errors')";
            case DUPLICATE -> "to a duplicate that 'keep_newest' has taken out";
            case EXCLUDED -> "to an excluded document: 'where' in the migration file leaves it out";
            case BROKEN -> "broken: MongoDB says otherwise; never resolved here, repair it ('tidegate repair')";
            case FOREIGN_ID -> "no id of that collection; never resolved here, repair it ('tidegate repair')";
        };
    }

    private void clashes(List<ClashFinding> findings) {
        out.printf("Values that two documents have (%,d unique indexes)%n", findings.size());
        List<ClashFinding> found =
                findings.stream().filter(each -> each.values() > 0).toList();
        for (ClashFinding finding : found) {
            out.printf("  %s: %,d values in %,d rows%n", finding.index(), finding.values(), finding.rows());
            out.println("    "
                    + finding.obstacle()
                            .map(obstacle -> "blocks: " + obstacle)
                            .orElse("--apply keeps the newest ObjectId of each, the others become dead letters"));
            finding.examples().stream().limit(EXAMPLES).forEach(this::clash);
        }
        if (found.isEmpty()) {
            out.println("  none");
        }
    }

    private void clash(UniqueClash clash) {
        String documents = clash.clashing().stream()
                .limit(EXAMPLES)
                .map(row -> row.document().orElse("a document") + " (" + String.join(", ", row.key()) + ")")
                .collect(Collectors.joining(", "));
        out.println("      " + documents + (clash.rows() > EXAMPLES ? " …" : ""));
    }

    private void resolutions(List<StandingResolution> resolutions) {
        if (resolutions.isEmpty()) {
            return;
        }
        out.printf("Resolutions that stand (%,d rows)%n", resolutions.size());
        resolutions.stream()
                .filter(StandingResolution::targetHasArrived)
                .limit(LISTED)
                .forEach(this::resolution);
        resolutions.stream()
                .filter(each -> !each.targetHasArrived())
                .limit(LISTED)
                .forEach(this::resolution);
    }

    private void resolution(StandingResolution resolution) {
        ResolvedRow row = resolution.row();
        String what = Optional.of(row.kind())
                .map(kind -> switch (kind) {
                    case NULLED -> row.column().orElse("") + " set NULL";
                    case REMOVED -> "removed";
                    case INSERTED -> "inserted";
                })
                .orElseThrow();
        out.printf(
                "  resolution %d: %s (%s) %s%s%s%n",
                row.number(),
                row.table(),
                String.join(", ", row.key()),
                what,
                row.targetId().map(id -> ", for " + id).orElse(""),
                resolution.targetHasArrived()
                        ? "; that row is there now: --undo " + row.number() + " restores it"
                        : "");
    }
}
