package dev.tidegate.operate.repair;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.rows.DocumentRows;
import dev.tidegate.operate.rows.GivenId;
import dev.tidegate.validator.PointComparison;
import dev.tidegate.validator.Validation;
import dev.tidegate.validator.ValidationProgress;
import dev.tidegate.validator.ValidatorConfig;
import dev.tidegate.validator.compare.Comparison;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.result.Coverage;
import dev.tidegate.validator.result.ValidationResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds what differs: in all that there is, or in what one document gives. */
record Finder(ValidatorConfig config, Pipeline pipeline, PointComparison points, SettledComparison settled) {

    RepairFindings find(RepairScope scope, Connection target, ValidationProgress progress) throws SQLException {
        return scope.id().isPresent() ? findById(scope, target) : findAll(scope, progress);
    }

    private RepairFindings findAll(RepairScope scope, ValidationProgress progress) {
        ValidationResult result = new Validation(config, pipeline).run(new Coverage.Full(), progress);
        long notListed = result.totalDifferences() - result.differences().size();
        return RepairFindings.of(result.differences(), scope, notListed);
    }

    private RepairFindings findById(RepairScope scope, Connection target) throws SQLException {
        Migration migration = config.migration();
        Set<Subject.Document> documents = new LinkedHashSet<>();
        for (GivenId given : GivenId.of(scope.id().orElseThrow(), new DocumentRows(migration, target))) {
            migration.collections().stream()
                    .map(CollectionMapping::collection)
                    .filter(name -> given.collection().map(name::equals).orElse(true))
                    .forEach(name -> documents.add(new Subject.Document(name, given.id())));
        }
        Set<Subject> subjects = new LinkedHashSet<>(documents);
        points.differing(documents).forEach(each -> subjects.add(each.subject()));
        List<Difference> differences = new ArrayList<>();
        for (Comparison checked : settled.differing(subjects)) {
            differences.addAll(checked.differences());
        }
        return RepairFindings.of(differences, scope, 0);
    }
}
