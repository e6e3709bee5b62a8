package dev.tidegate.validator.pass;

import dev.tidegate.validator.compare.Checked;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.result.Tally;
import java.util.ArrayList;

/**
 * What differed at the last look, and has to be looked at again. Small, for there may be many.
 *
 * @param counted what it adds to the counts of tables as they stand
 * @param fingerprint of both ends and of how they differed; 0 when it is not known
 */
public record Suspect(Subject subject, Tally counted, long fingerprint) {

    static Suspect of(Checked checked) {
        return new Suspect(checked.subject(), checked.tally(), fingerprint(checked));
    }

    static long fingerprint(Checked checked) {
        return 31 * checked.fingerprint() + checked.differences().hashCode();
    }

    /** The same subject met a second time, with another of its rows. */
    Suspect and(Tally more) {
        var entries = new ArrayList<>(counted.entries());
        entries.addAll(more.entries());
        return new Suspect(subject, new Tally(entries), 0);
    }
}
