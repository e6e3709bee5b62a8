package dev.tidegate.transform.value;

import dev.tidegate.mapping.reason.Reason;
import java.util.List;

/**
 * A value was carried, and not as it is.
 *
 * @param name as it is counted: the reason's code, or the two types of a conversion
 */
public record Note(Reason reason, String name) {

    public static Note of(Reason reason) {
        return new Note(reason, reason.code());
    }

    static Note converted(String from, String to) {
        return new Note(Reason.CONVERTED, from + "→" + to);
    }

    /** For a conversion that always has the same note. */
    static List<Note> alone(Reason reason) {
        return List.of(of(reason));
    }
}
