package dev.tidegate.operate.repair;

import dev.tidegate.validator.difference.Difference;
import java.util.List;

/**
 * What a repair did, and what it left.
 *
 * @param sent documents that went through the pipeline again
 * @param differing what differs still
 * @param notListed differences that were found and not gone into: the next repair's
 */
public record RepairOutcome(long sent, Deleted deleted, List<Difference> differing, long notListed) {
    public RepairOutcome {
        differing = List.copyOf(differing);
    }

    public boolean allAgrees() {
        return differing.isEmpty() && deleted.left().isEmpty() && notListed == 0;
    }
}
