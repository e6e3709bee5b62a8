package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** An update of operators, compiled. They are applied in the order of their paths, whatever the order in the update. */
final class UpdateOperators {
    private record Step(String operator, List<String> path, Object operand) {}

    /** A changed copy of a document, and the paths that operators named. */
    record Result(Document document, Set<String> paths) {}

    private final List<Step> steps = new ArrayList<>();
    private final Map<String, ArrayFilter> filters;

    private UpdateOperators(Map<String, ArrayFilter> filters) {
        this.filters = filters;
    }

    static UpdateOperators compile(Document update, Object arrayFilters) {
        UpdateOperators compiled = new UpdateOperators(ArrayFilter.parse(arrayFilters, update));
        for (Map.Entry<String, Object> operator : update.entrySet()) {
            if (!FieldUpdates.knows(operator.getKey())) {
                throw Refusal.failedToParse("Unknown modifier: " + operator.getKey()
                        + ". Expected a valid update modifier or pipeline-style update specified as an array");
            }
            if (!(operator.getValue() instanceof Document fields)) {
                throw Refusal.failedToParse("Modifiers operate on fields but we found another type in "
                        + operator.getKey() + ", which must be an object");
            }
            fields.forEach((path, operand) -> compiled.add(operator.getKey(), path, operand));
        }
        compiled.checkConflicts();
        compiled.steps.sort(Comparator.comparing(Step::path, UpdateOperators::compare));
        return compiled;
    }

    private void add(String operator, String path, Object operand) {
        if (!operator.equals("$rename")) {
            steps.add(new Step(operator, UpdatePath.split(path), operand));
            return;
        }
        if (!(operand instanceof String to)) {
            throw Refusal.badValue("The 'to' field for $rename must be a string: " + path);
        }
        steps.add(new Step("$rename", UpdatePath.split(to), UpdatePath.split(path)));
    }

    private void checkConflicts() {
        List<List<String>> paths = new ArrayList<>();
        for (Step step : steps) {
            paths.add(step.path());
            if (step.operator().equals("$rename")) {
                paths.add(names(step.operand()));
            }
        }
        for (int i = 0; i < paths.size(); i++) {
            for (int j = 0; j < i; j++) {
                int common = Math.min(paths.get(i).size(), paths.get(j).size());
                if (paths.get(i).subList(0, common).equals(paths.get(j).subList(0, common))) {
                    String path = String.join(".", paths.get(i));
                    throw new Refusal(
                            40,
                            "ConflictingUpdateOperators",
                            "Updating the path '" + path + "' would create a conflict at '" + path + "'");
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> names(Object path) {
        return (List<String>) path;
    }

    /** Numbers by their value, all else by its letters: so new fields come in this order. */
    private static int compare(List<String> left, List<String> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            String a = left.get(i);
            String b = right.get(i);
            int order = UpdatePath.isIndex(a) && UpdatePath.isIndex(b)
                    ? Integer.compare(Integer.parseInt(a), Integer.parseInt(b))
                    : a.compareTo(b);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    /**
     * @param matched which element of an array the filter found, or -1
     * @param inserts whether the document is a new one
     */
    Result apply(Document before, int matched, boolean inserts) {
        Document document = before.cloneDeeply();
        Set<String> paths = new TreeSet<>();
        for (Step step : steps) {
            if (step.operator().equals("$setOnInsert") && !inserts) {
                continue;
            }
            for (List<String> place : UpdatePath.resolved(document, step.path(), matched, filters)) {
                paths.add(String.join(".", place));
                apply(step, document, place);
            }
        }
        return new Result(document, paths);
    }

    private static void apply(Step step, Document document, List<String> place) {
        if (step.operator().equals("$rename")) {
            rename(document, names(step.operand()), place);
            return;
        }
        if (step.operator().equals("$unset")) {
            UpdatePath.unset(document, place);
            return;
        }
        Object before = UpdatePath.get(document, place);
        Object after = FieldUpdates.apply(step.operator(), before, step.operand());
        if (!(after instanceof Missing)) {
            UpdatePath.set(document, place, after);
        }
    }

    private static void rename(Document document, List<String> from, List<String> to) {
        for (List<String> path : List.of(from, to)) {
            for (int i = 0; i < path.size(); i++) {
                if (UpdatePath.get(document, path.subList(0, i)) instanceof List) {
                    throw Refusal.badValue(
                            "The fields of $rename cannot be an element of an array: " + String.join(".", path));
                }
            }
        }
        Object value = UpdatePath.get(document, from);
        if (!(value instanceof Missing)) {
            UpdatePath.unset(document, from);
            UpdatePath.set(document, to, value);
        }
    }
}
