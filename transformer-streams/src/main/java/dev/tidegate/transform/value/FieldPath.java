package dev.tidegate.transform.value;

import dev.tidegate.mapping.bson.ExactBson;
import dev.tidegate.mapping.declaration.SourcePath;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * A path into a document. Thread-safe.
 *
 * <p>Paths lead through documents only: where a step meets an array or a scalar, nothing is there. What is there instead
 * is not lost: {@link UnmappedFields} keeps every top-level field that was not read as a whole.
 */
public final class FieldPath {
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
            if (!value.isDocument()) {
                return null;
            }
            value = value.asDocument().get(step);
            if (value == null) {
                return null;
            }
        }
        return value.getBsonType() == BsonType.UNDEFINED ? null : value;
    }

    /** The beginning of the path at which a list stands, so that the rest leads nowhere; null where none does. */
    public String listOnTheWay(BsonDocument document) {
        BsonValue value = decoded(document);
        for (int step = 0; step < steps.size() && value != null; step++) {
            if (value.isArray()) {
                return new SourcePath(steps.subList(0, step)).toString();
            }
            value = value.isDocument() ? value.asDocument().get(steps.get(step)) : null;
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
