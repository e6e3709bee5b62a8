package dev.tidegate.validator.compare;

import dev.tidegate.validator.result.Tally;

/** Told what became of each comparison. */
public interface Outcomes {
    void agreed(Tally tally);

    void differs(Comparison checked);
}
