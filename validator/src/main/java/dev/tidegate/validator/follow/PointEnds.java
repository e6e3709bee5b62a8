package dev.tidegate.validator.follow;

import dev.tidegate.validator.PointComparison;
import dev.tidegate.validator.compare.SourceVersion;
import dev.tidegate.validator.compare.SubjectChecks.Looked;
import dev.tidegate.validator.difference.Subject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** MongoDB and PostgreSQL. */
record PointEnds(PointComparison comparison) implements Ends {
    @Override
    public Looked look(
            Collection<? extends Subject> subjects,
            Map<Subject, List<SourceVersion>> earlierVersions,
            Set<Subject.Document> edgesOf) {
        return comparison.look(subjects, earlierVersions, edgesOf);
    }
}
