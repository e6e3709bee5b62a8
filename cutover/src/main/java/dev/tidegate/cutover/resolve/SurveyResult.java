package dev.tidegate.cutover.resolve;

import dev.tidegate.cutover.unique.UniqueClash;
import dev.tidegate.mapping.declaration.SealPolicies.Dangling;
import dev.tidegate.mapping.declaration.SealPolicies.Duplicates;
import dev.tidegate.validator.integrity.ForeignKeyResult;
import dev.tidegate.validator.integrity.OrphanKind;
import dev.tidegate.validator.integrity.ResolvedRow;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Every reference column and unique index of a migration as it was found, and the resolutions that stand. */
public record SurveyResult(
        List<ReferenceFinding> references, List<ClashFinding> clashes, List<StandingResolution> resolutions) {

    /** @param policy of this column, as the migration file declares it */
    public record ReferenceFinding(ForeignKeyResult result, Dangling policy, Remedy remedy) {
        /** References that keep the foreign key from being sealed, as things are and by the policy. */
        public long blocking() {
            return result.differences() + (remedy.blocks() ? result.accounted() : toCome());
        }

        /** References to dead letters that the policy leaves as they are, since their documents' rows are to come. */
        public long toCome() {
            return remedy.kind().takesAway()
                    ? Arrays.stream(OrphanKind.values())
                            .filter(OrphanKind::isToCome)
                            .mapToLong(result::count)
                            .sum()
                    : 0;
        }

        /** References that {@code --apply} would see to. */
        public long resolvable() {
            return remedy.blocks() || remedy.kind() == RemedyKind.NOTHING ? 0 : result.accounted() - toCome();
        }
    }

    /**
     * @param values how many values clash
     * @param rows how many rows have one of them
     * @param obstacle why they block the seal; empty when {@code --apply} keeps the newest of each
     */
    public record ClashFinding(
            String table,
            String index,
            long values,
            long rows,
            Duplicates policy,
            Optional<String> obstacle,
            List<UniqueClash> examples) {
        public ClashFinding {
            examples = List.copyOf(examples);
        }

        public long blocking() {
            return obstacle.isPresent() ? values : 0;
        }

        /** Rows that {@code --apply} would take out. */
        public long resolvable() {
            return obstacle.isPresent() ? 0 : rows - values;
        }
    }

    /** @param targetHasArrived what was missing has a row now: undoing the resolution would restore the reference */
    public record StandingResolution(ResolvedRow row, boolean targetHasArrived) {}

    public SurveyResult {
        references = List.copyOf(references);
        clashes = List.copyOf(clashes);
        resolutions = List.copyOf(resolutions);
    }

    /** How many findings keep constraints from being sealed. */
    public long blocking() {
        return references.stream().mapToLong(ReferenceFinding::blocking).sum()
                + clashes.stream().mapToLong(ClashFinding::blocking).sum();
    }

    /** How many references and documents {@code --apply} would change. */
    public long resolvable() {
        return references.stream().mapToLong(ReferenceFinding::resolvable).sum()
                + clashes.stream().mapToLong(ClashFinding::resolvable).sum();
    }
}
