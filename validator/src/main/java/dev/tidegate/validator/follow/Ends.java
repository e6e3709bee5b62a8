package dev.tidegate.validator.follow;

import dev.tidegate.validator.compare.Checked;
import dev.tidegate.validator.compare.SourceVersion;
import dev.tidegate.validator.difference.Subject;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Both ends as they are now. */
interface Ends {
    /** One outcome for each subject; a document agrees also with one of its earlier versions. */
    List<Checked> check(Collection<? extends Subject> subjects, Map<Subject, List<SourceVersion>> earlierVersions);

    /** The edges of these documents that differ. */
    List<Checked> differingEdges(Collection<Subject.Document> documents);
}
