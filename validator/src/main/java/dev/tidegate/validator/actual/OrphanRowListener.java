package dev.tidegate.validator.actual;

import dev.tidegate.validator.difference.DifferenceKind;
import java.util.UUID;

/** Gets rows whose id none of the given documents has. */
@FunctionalInterface
public interface OrphanRowListener {
    /** @param kind what it is if there is no such document */
    void row(String table, UUID rowId, DifferenceKind kind);
}
