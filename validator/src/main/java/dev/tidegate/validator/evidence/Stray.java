package dev.tidegate.validator.evidence;

import dev.tidegate.validator.difference.Difference.Kind;
import java.util.UUID;

/** Told of rows whose id none of the documents has that were asked about. */
@FunctionalInterface
public interface Stray {
    /** @param kind what it is if there is no such document */
    void row(String table, UUID rowId, Kind kind);
}
