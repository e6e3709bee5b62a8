package dev.tidegate.validator.compare;

import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.result.Tally;
import java.util.List;

/** What became of one document's comparison. */
public record Compared(Tally tally, List<Difference> differences) {
    public Compared {
        differences = List.copyOf(differences);
    }
}
