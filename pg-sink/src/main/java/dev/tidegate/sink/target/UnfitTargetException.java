package dev.tidegate.sink.target;

import java.util.List;

/** What is in PostgreSQL is not what the migration file declares. Names each difference; nothing was changed. */
public final class UnfitTargetException extends RuntimeException {
    private final transient List<String> differences;

    UnfitTargetException(List<String> differences) {
        super("the target does not fit the migration file:\n  " + String.join("\n  ", differences));
        this.differences = List.copyOf(differences);
    }

    public List<String> differences() {
        return differences;
    }
}
