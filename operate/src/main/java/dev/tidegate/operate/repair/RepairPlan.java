package dev.tidegate.operate.repair;

import dev.tidegate.events.reread.RereadRequest;
import dev.tidegate.validator.difference.Subject;
import java.util.List;
import java.util.Map;

/**
 * What a repair is to do.
 *
 * @param requests documents to re-read, each once
 * @param rows to delete in PostgreSQL, by subject: they resolve to no document
 */
public record RepairPlan(List<RereadRequest> requests, Map<Subject, List<RowVersion>> rows) {
    public RepairPlan {
        requests = List.copyOf(requests);
        rows = Map.copyOf(rows);
    }

    public long rowCount() {
        return rows.values().stream().mapToLong(List::size).sum();
    }
}
