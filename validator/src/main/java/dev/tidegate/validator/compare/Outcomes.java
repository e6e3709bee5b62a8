package dev.tidegate.validator.compare;

import dev.tidegate.validator.result.Tally;

/** Gets the result of each comparison. */
public interface Outcomes {
    void agreed(Tally tally);

    void differs(Comparison checked);
}
