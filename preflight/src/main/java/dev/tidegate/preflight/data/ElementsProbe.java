package dev.tidegate.preflight.data;

import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.transform.value.Absence;
import dev.tidegate.transform.value.FieldPath;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Whether any document has an element for a child table, or an id for a junction. */
final class ElementsProbe {
    private final FieldPath path;
    private final Presence presence;

    /** @param declared what reads the list, such as {@code child table "lines"} */
    ElementsProbe(String field, String where, String declared) {
        this.path = FieldPath.of(field);
        this.presence = new Presence(where, declared);
    }

    void read(BsonDocument document, Subject subject) {
        if (presence.hasValue()) {
            return;
        }
        BsonValue value = path.find(document);
        if (hasElement(value)) {
            presence.found();
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
