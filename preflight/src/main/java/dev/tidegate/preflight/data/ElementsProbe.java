package dev.tidegate.preflight.data;

import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.transform.value.Absence;
import dev.tidegate.transform.value.FieldPath;
import java.util.Optional;
import java.util.function.BiFunction;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Whether any document has an element for a child table, or an id for a junction. */
final class ElementsProbe {
    private final FieldPath path;
    private final BiFunction<FieldPath, BsonDocument, BsonValue> read;
    private final Presence presence;

    private ElementsProbe(
            String field, String where, String declared, BiFunction<FieldPath, BsonDocument, BsonValue> read) {
        this.path = FieldPath.of(field);
        this.read = read;
        this.presence = new Presence(where, declared);
    }

    /** @param declared what reads the list, such as {@code child table "lines"} */
    static ElementsProbe ofChild(String field, String where, String declared) {
        return new ElementsProbe(field, where, declared, FieldPath::find);
    }

    /** The ids may stand in the elements of lists. */
    static ElementsProbe ofEdges(String field, String where, String declared) {
        return new ElementsProbe(field, where, declared, FieldPath::findInElements);
    }

    void read(BsonDocument document, Subject subject) {
        if (presence.hasValue()) {
            return;
        }
        BsonValue value = read.apply(path, document);
        if (hasElement(value)) {
            presence.found();
        } else if (value != null && path.find(document) == null) {
            presence.missed(null, document, null, subject);
        } else {
            presence.missed(path, document, value, subject);
        }
    }

    private static boolean hasElement(BsonValue value) {
        if (Absence.is(value)) {
            return false;
        }
        return !value.isArray() || value.asArray().stream().anyMatch(element -> !Absence.is(element));
    }

    boolean hasElements() {
        return presence.hasValue();
    }

    Optional<Finding> finding(long documents) {
        return presence.finding(documents);
    }
}
