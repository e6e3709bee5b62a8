package dev.tidegate.validator.recheck;

import dev.tidegate.validator.compare.Comparison;
import dev.tidegate.validator.compare.SourceVersion;
import dev.tidegate.validator.compare.SubjectChecks.Comparisons;
import dev.tidegate.validator.difference.Subject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Both ends as they are now. */
@FunctionalInterface
public interface Ends {
    /**
     * One outcome for each subject, in their order; a document's edges are subjects of their own. A document agrees also when
     * its rows are one of its earlier versions.
     *
     * @param edgesOf documents of which the edges that differ are wanted, too: those that they hold, or that have them at an
     *     end that holds edges
     */
    Comparisons compare(
            Collection<? extends Subject> subjects,
            Map<Subject, List<SourceVersion>> earlierVersions,
            Set<Subject.Document> edgesOf);

    default List<Comparison> check(
            Collection<? extends Subject> subjects, Map<Subject, List<SourceVersion>> earlierVersions) {
        return compare(subjects, earlierVersions, Set.of()).subjects();
    }
}
