package dev.tidegate.operate.repair;

import dev.tidegate.events.reread.RereadRequest;
import java.util.List;

/**
 * The rows that resolve to no document, after a repair.
 *
 * @param left rows that are there still, as somebody wrote them since they were found
 * @param documents to which rows resolved meanwhile; they were re-read
 */
public record Deleted(long rows, List<RowVersion> left, List<RereadRequest> documents) {
    public Deleted {
        left = List.copyOf(left);
        documents = List.copyOf(documents);
    }
}
