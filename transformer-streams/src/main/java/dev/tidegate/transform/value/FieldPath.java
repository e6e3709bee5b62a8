package dev.tidegate.transform.value;

import dev.tidegate.mapping.bson.ExactBson;
import dev.tidegate.mapping.declaration.SourcePath;
import java.util.List;
import java.util.regex.Pattern;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * A path into a document. Thread-safe.
 *
 * <p>Paths lead through documents, and by a number to one element of an array: where another step meets an array, or any
 * step a scalar, nothing is there. What is there instead is not lost: {@link UnmappedFields} keeps every top-level field
 * that was not read as a whole.
 */
public final class FieldPath {
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

    private final String text;
    private final List<String> steps;

    private FieldPath(SourcePath path) {
        this.text = path.toString();
        this.steps = path.names();
    }

    /** @param path text of a {@link SourcePath} */
    public static FieldPath of(String path) {
        return new FieldPath(SourcePath.of(path));
    }

    /**
     * The document decoded once, in depth, so that look-ups are by hash. Of duplicate keys the last one counts, as they do
     * not in a {@link RawBsonDocument}.
     */
    public static BsonDocument decoded(BsonDocument document) {
        return document instanceof RawBsonDocument raw ? ExactBson.withId(raw) : document;
    }

    /** The value, {@code BsonNull} included; null when absent or undefined. The document should be {@link #decoded}. */
    public BsonValue find(BsonDocument document) {
        BsonValue value = decoded(document);
        for (String step : steps) {
            value = at(step, value);
            if (value == null) {
                return null;
            }
        }
        return value.getBsonType() == BsonType.UNDEFINED ? null : value;
    }

    /**
     * As {@link #find}; where a step that is no index meets an array, all that the rest of the path leads to in the
     * documents of the array, as one array. An array there gives its elements.
     */
    public BsonValue findInElements(BsonDocument document) {
        BsonDocument decoded = decoded(document);
        if (listOnTheWay(decoded) == null) {
            return find(decoded);
        }
        BsonArray found = new BsonArray();
        collect(decoded, 0, found);
        return found;
    }

    private void collect(BsonValue value, int step, BsonArray found) {
        if (step == steps.size()) {
            found.addAll(value.isArray() ? value.asArray() : List.of(value));
        } else if (value.isArray() && index(steps.get(step)) < 0) {
            value.asArray().stream().filter(BsonValue::isDocument).forEach(element -> collect(element, step, found));
        } else {
            BsonValue next = at(steps.get(step), value);
            if (next != null) {
                collect(next, step + 1, found);
            }
        }
    }

    private static BsonValue at(String step, BsonValue value) {
        if (value.isDocument()) {
            return value.asDocument().get(step);
        }
        int index = value.isArray() ? index(step) : -1;
        return index >= 0 && index < value.asArray().size() ? value.asArray().get(index) : null;
    }

    /** Which element of an array the step leads to; -1 when none. */
    static int index(String step) {
        return INDEX.matcher(step).matches() ? Integer.parseInt(step) : -1;
    }

    /** The beginning of the path at which a list stands, so that the rest leads nowhere; null where none does. */
    public String listOnTheWay(BsonDocument document) {
        BsonValue value = decoded(document);
        for (int step = 0; step < steps.size() && value != null; step++) {
            if (value.isArray() && index(steps.get(step)) < 0) {
                return new SourcePath(steps.subList(0, step)).toString();
            }
            value = at(steps.get(step), value);
        }
        return null;
    }

    /** The name of the document's own field that the path begins with. */
    public String topLevelField() {
        return steps.get(0);
    }

    List<String> steps() {
        return steps;
    }

    @Override
    public String toString() {
        return text;
    }
}
