package dev.tidegate.operate.repair;

import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.difference.Layer;
import dev.tidegate.validator.difference.Subject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The differences that a repair found.
 *
 * @param differences that writing rows anew, or deleting them, settles
 * @param others counts, references and types: they follow from those, or are no matter of rows
 * @param notListed differences beyond those that a validation lists
 */
public record RepairFindings(List<Difference> differences, List<Difference> others, long notListed) {

    static RepairFindings of(List<Difference> all, RepairScope scope, long notListed) {
        List<Difference> own = all.stream().filter(scope::has).toList();
        return new RepairFindings(
                own.stream().filter(RepairFindings::isOfRows).toList(),
                own.stream().filter(each -> !isOfRows(each)).toList(),
                notListed);
    }

    Set<Subject> subjects() {
        Set<Subject> subjects = new LinkedHashSet<>();
        differences.forEach(difference -> subjects.add(difference.subject()));
        return subjects;
    }

    private static boolean isOfRows(Difference difference) {
        Layer layer = difference.kind().layer();
        return (layer == Layer.ROW_COUNT || layer == Layer.RECORD) && difference.kind() != DifferenceKind.COUNT;
    }
}
