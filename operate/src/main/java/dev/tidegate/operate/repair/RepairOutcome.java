package dev.tidegate.operate.repair;

import dev.tidegate.validator.difference.Difference;
import java.util.List;

/**
 * The result of a repair.
 *
 * @param reread documents that were re-read
 * @param differing differences that are left
 * @param notListed differences that were found and not repaired: for the next repair
 */
public record RepairOutcome(long reread, Deleted deleted, List<Difference> differing, long notListed) {
    public RepairOutcome {
        differing = List.copyOf(differing);
    }

    public boolean allAgrees() {
        return differing.isEmpty() && deleted.left().isEmpty() && notListed == 0;
    }
}
