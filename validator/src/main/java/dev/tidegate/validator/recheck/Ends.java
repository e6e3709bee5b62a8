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
     * One outcome for each subject; a document agrees also with one of its earlier versions.
     *
     * @param edgesOf documents whose edges are compared too
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
