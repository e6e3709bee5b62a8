package dev.tidegate.validator.pass;

import dev.tidegate.validator.compare.Checked;
import dev.tidegate.validator.compare.SourceVersion;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.result.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What differed at the last look, and has to be looked at again.
 *
 * @param counted what it adds to the counts of tables as they stand
 */
public record Suspect(
        Subject subject,
        Tally counted,
        long fingerprint,
        List<Difference> differences,
        Optional<SourceVersion> version) {

    public Suspect {
        differences = List.copyOf(differences);
    }

    static Suspect of(Checked checked) {
        return new Suspect(
                checked.subject(), checked.tally(), checked.fingerprint(), checked.differences(), checked.version());
    }

    /** The same subject met a second time, with another of its rows. */
    Suspect and(Checked more) {
        var entries = new ArrayList<>(counted.entries());
        entries.addAll(more.tally().entries());
        var all = new ArrayList<>(differences);
        all.addAll(more.differences());
        return new Suspect(subject, new Tally(entries), 0, all, Optional.empty());
    }
}
