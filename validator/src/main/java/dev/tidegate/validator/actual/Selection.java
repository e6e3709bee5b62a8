package dev.tidegate.validator.actual;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Which rows of a collection's tables are read. */
public sealed interface Selection {
    /** Every row id in an interval, also those that no document has; an end that is empty is open. */
    record Interval(Optional<UUID> after, Optional<UUID> upTo) implements Selection {}

    /** The rows of these ids alone. */
    record Named(List<UUID> rowIds) implements Selection {
        public Named {
            rowIds = List.copyOf(rowIds);
        }

        public static Named of(Collection<UUID> rowIds) {
            return new Named(List.copyOf(rowIds));
        }
    }
}
