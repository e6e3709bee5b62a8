package dev.tidegate.operate.repair;

import dev.tidegate.events.reread.RereadRequest;
import java.util.List;

/**
 * What became of rows that no document could be told of.
 *
 * @param left rows that are there still, as somebody wrote them since they were found
 * @param documents that rows turned out to be of; they were sent again
 */
public record Deleted(long rows, List<RowVersion> left, List<RereadRequest> documents) {
    public Deleted {
        left = List.copyOf(left);
        documents = List.copyOf(documents);
    }
}
