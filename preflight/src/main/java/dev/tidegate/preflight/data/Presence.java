package dev.tidegate.preflight.data;

import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import dev.tidegate.preflight.finding.Tally;
import dev.tidegate.transform.value.FieldPath;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Whether any document has a value where a declaration reads one, and what stands there or on the way when none has. */
final class Presence {
    private static final String CODE = "no-value";
    private static final String REMEDY = "is the path right, letter for letter? If the field is not used yet, nothing";

    private final String where;
    private final String declared;
    private final Tally empty = new Tally();
    private final Tally lists = new Tally();
    private String list;
    private boolean hasValue;

    /**
     * @param where the field
     * @param declared what reads it, such as {@code column "title" of type text}
     */
    Presence(String where, String declared) {
        this.where = where;
        this.declared = declared;
    }

    void found() {
        hasValue = true;
    }

    boolean hasValue() {
        return hasValue;
    }

    /**
     * There is no value for the declaration in this document or element.
     *
     * @param value what is there all the same: null, an empty list
     */
    void missed(FieldPath path, BsonDocument within, BsonValue value, Subject subject) {
        if (hasValue) {
            return;
        }
        String stop = path == null ? null : path.listOnTheWay(within);
        if (value != null) {
            empty.add(subject::display);
        } else if (stop != null) {
            list = stop;
            lists.add(subject::display);
        }
    }

    /** @param documents that were read; an empty collection is a finding of its own */
    Optional<Finding> finding(long documents) {
        if (hasValue || documents == 0) {
            return Optional.empty();
        }
        String message =
                String.format("none of the documents that were read (%,d) has a value for %s", documents, declared);
        if (!lists.isEmpty()) {
            return Optional.of(lists.finding(
                    Severity.WARNING,
                    CODE,
                    where,
                    message + ": \"" + list + "\" is a list, and a path does not lead through a list",
                    "make \"" + list + "\" a child table, or a column of type jsonb"));
        }
        if (!empty.isEmpty()) {
            return Optional.of(empty.finding(
                    Severity.WARNING, CODE, where, message + ": the field is there, and null or empty", REMEDY));
        }
        return Optional.of(new Finding(
                Severity.WARNING, CODE, where, 0, List.of(), message + ": no document has such a field", REMEDY));
    }
}
