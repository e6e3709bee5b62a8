package dev.tidegate.validator.pass;

import java.util.Optional;

/** Where the progress of a pass over one collection is kept. */
public interface Checkpoint {
    /** Whether so much time has passed since the last one that another is worth its cost. */
    boolean isDue();

    /** Replaces what was kept. Holds ids and numbers, no field values. */
    void write(String json);

    Optional<String> read();
}
