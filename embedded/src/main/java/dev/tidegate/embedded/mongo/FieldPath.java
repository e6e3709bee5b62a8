package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;

/** A path as expressions read it: through every document of an array, never by an element's number. */
record FieldPath(List<String> names) {
    static FieldPath of(String path) {
        List<String> names = List.of(path.split("\\.", -1));
        if (path.endsWith(".")) {
            throw new Refusal(40353, "Location40353", "FieldPath must not end with a '.'.");
        }
        if (names.contains("")) {
            throw new Refusal(15998, "Location15998", "FieldPath field names may not be empty strings.");
        }
        return new FieldPath(names);
    }

    Object in(Object value) {
        return in(value, 0);
    }

    private Object in(Object value, int at) {
        if (at == names.size()) {
            return value;
        }
        if (value instanceof Document document) {
            return in(document.getOrMissing(names.get(at)), at + 1);
        }
        return value instanceof List<?> elements ? inEach(elements, at) : Missing.getInstance();
    }

    private List<Object> inEach(List<?> elements, int at) {
        List<Object> found = new ArrayList<>();
        for (Object element : elements) {
            Object value = element instanceof Document ? in(element, at) : Missing.getInstance();
            if (!(value instanceof Missing)) {
                found.add(value);
            }
        }
        return found;
    }
}
