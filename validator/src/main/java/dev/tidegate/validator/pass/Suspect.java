package dev.tidegate.validator.pass;

import dev.tidegate.validator.compare.Comparison;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.result.Tally;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A subject that differed at the last check, and has to be rechecked. Small, for there may be many.
 *
 * @param counted what it adds to the counts of tables as they stand; empty: what it adds is settled, or nothing
 * @param signature of both ends and of how they differed; 0 when it is not known
 */
public record Suspect(Subject subject, Optional<Tally> counted, long signature) {

    static Suspect of(Comparison checked) {
        return new Suspect(checked.subject(), Optional.of(checked.tally()), checked.signature());
    }

    /** Whatever it turns out to be, the counts stay as they are. */
    static Suspect uncounted(Comparison checked) {
        return new Suspect(checked.subject(), Optional.empty(), checked.signature());
    }

    /** The same subject met a second time, with another of its rows. */
    Suspect and(Tally more) {
        return new Suspect(
                subject,
                counted.map(before -> new Tally(Stream.concat(before.entries().stream(), more.entries().stream())
                        .toList())),
                0);
    }
}
