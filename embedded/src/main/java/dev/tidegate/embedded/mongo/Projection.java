package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The fields that {@code $project}, {@code $addFields}, {@code $unset} and the projection of {@code find} leave, take
 * away, or compute: a tree that goes into documents and through arrays.
 */
final class Projection {
    /** What becomes of fields that it does not name. */
    enum Mode {
        INCLUSION,
        EXCLUSION,
        ADDITION
    }

    /** What happens to a field. */
    sealed interface Leaf {
        record Include() implements Leaf {}

        record Exclude() implements Leaf {}

        record Compute(Expression expression) implements Leaf {}

        record Reshape(UnaryOperator<Object> change) implements Leaf {}
    }

    private final Mode mode;
    private final Map<String, Projection> inner = new LinkedHashMap<>();
    private final Map<String, Leaf> leaves = new LinkedHashMap<>();
    private final List<String> computed = new ArrayList<>();

    Projection(Mode mode) {
        this.mode = mode;
    }

    void add(String path, Leaf leaf) {
        add(FieldPath.of(path).names(), path, leaf);
    }

    private void add(List<String> names, String path, Leaf leaf) {
        String name = names.get(0);
        boolean isLast = names.size() == 1;
        if (leaves.containsKey(name) || isLast && inner.containsKey(name)) {
            throw new Refusal(31249, "Location31249", "Path collision at " + path);
        }
        if (leaf instanceof Leaf.Compute && !computed.contains(name)) {
            computed.add(name);
        }
        if (isLast) {
            leaves.put(name, leaf);
        } else {
            inner.computeIfAbsent(name, absent -> new Projection(mode)).add(names.subList(1, names.size()), path, leaf);
        }
    }

    boolean names(String field) {
        return leaves.containsKey(field) || inner.containsKey(field);
    }

    Document of(Document document, Scope scope) {
        Document result = new Document();
        document.forEach((name, value) -> {
            Object left = left(StoredText.name(name), value, scope);
            if (!(left instanceof Missing)) {
                result.put(name, left);
            }
        });
        for (String name : computed) {
            compute(result, name, document, scope);
        }
        return result;
    }

    /** A field of the document as far as it is not computed. */
    private Object left(String name, Object value, Scope scope) {
        if (inner.containsKey(name)) {
            return inner.get(name).ofValue(value, scope);
        }
        Leaf leaf = leaves.get(name);
        if (leaf instanceof Leaf.Reshape reshape) {
            return reshape.change().apply(value);
        }
        boolean stays = leaf == null ? mode != Mode.INCLUSION : leaf instanceof Leaf.Include;
        boolean keepsItsPlace = mode == Mode.ADDITION;
        return stays || keepsItsPlace ? value : Missing.getInstance();
    }

    private void compute(Document result, String name, Document document, Scope scope) {
        Projection nested = inner.get(name);
        if (nested != null) {
            if (!document.containsKey(name)) {
                result.put(name, nested.of(new Document(), scope));
            }
            return;
        }
        Object value = ((Leaf.Compute) leaves.get(name)).expression().value(scope);
        if (value instanceof Missing) {
            result.remove(name);
        } else {
            result.put(name, value);
        }
    }

    private Object ofValue(Object value, Scope scope) {
        if (value instanceof Document document) {
            return of(document, scope);
        }
        if (value instanceof List<?> elements) {
            List<Object> all = new ArrayList<>();
            for (Object element : elements) {
                Object left = ofValue(element, scope);
                if (!(left instanceof Missing)) {
                    all.add(left);
                }
            }
            return all;
        }
        if (!computed.isEmpty()) {
            return of(new Document(), scope);
        }
        return mode == Mode.INCLUSION ? Missing.getInstance() : value;
    }
}
