package dev.tidegate.validator.follow;

import dev.tidegate.validator.PointComparison;
import dev.tidegate.validator.compare.Checked;
import dev.tidegate.validator.compare.SourceVersion;
import dev.tidegate.validator.difference.Subject;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** MongoDB and PostgreSQL. */
record PointEnds(PointComparison comparison) implements Ends {
    @Override
    public List<Checked> check(
            Collection<? extends Subject> subjects, Map<Subject, List<SourceVersion>> earlierVersions) {
        return comparison.check(subjects, earlierVersions);
    }

    @Override
    public List<Checked> differingEdges(Collection<Subject.Document> documents) {
        return comparison.differingEdges(documents);
    }
}
