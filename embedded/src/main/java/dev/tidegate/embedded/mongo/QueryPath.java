package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

/**
 * A path as queries read it: into every document of an array and by an element's number. Of an array at the end a
 * query meets each element, and then the array itself.
 */
record QueryPath(List<String> names) {
    /** Meets values until it has seen enough; the index is that of the outermost array's element, or -1. */
    interface Visitor {
        boolean accepts(Object value, int index);
    }

    static QueryPath of(String path) {
        return new QueryPath(List.of(path.split("\\.", -1)));
    }

    /** Whether the visitor accepts one of the values; what is not there is met as missing. */
    boolean any(Document document, boolean entersLastArray, Visitor visitor) {
        return in(document, 0, -1, entersLastArray, visitor);
    }

    private boolean in(Object start, int from, int index, boolean entersLastArray, Visitor visitor) {
        Object value = start;
        int at = from;
        while (at < names.size() && value instanceof Document document) {
            value = document.getOrMissing(names.get(at++));
        }
        if (value instanceof List<?> elements) {
            return inArray(elements, at, index, entersLastArray, visitor);
        }
        return visitor.accepts(at < names.size() ? Missing.getInstance() : value, index);
    }

    private boolean inArray(List<?> elements, int at, int outer, boolean entersLastArray, Visitor visitor) {
        boolean isLast = at == names.size();
        if (isLast && !entersLastArray) {
            return visitor.accepts(elements, outer);
        }
        for (int i = 0; i < elements.size(); i++) {
            Object element = elements.get(i);
            int index = outer < 0 ? i : outer;
            boolean accepted = isLast
                    ? visitor.accepts(element, index)
                    : element instanceof Document && in(element, at, index, entersLastArray, visitor)
                            || isNumber(at, i) && inNumbered(element, at + 1, index, entersLastArray, visitor);
            if (accepted) {
                return true;
            }
        }
        return isLast && visitor.accepts(elements, outer);
    }

    private boolean isNumber(int at, int index) {
        return names.get(at).equals(Integer.toString(index));
    }

    private boolean inNumbered(Object element, int at, int index, boolean entersLastArray, Visitor visitor) {
        if (at == names.size()) {
            return visitor.accepts(element, index);
        }
        if (element instanceof List<?> elements) {
            return inArray(elements, at, index, entersLastArray, visitor);
        }
        return element instanceof Document && in(element, at, index, entersLastArray, visitor);
    }
}
