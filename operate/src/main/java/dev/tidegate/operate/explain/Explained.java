package dev.tidegate.operate.explain;

import dev.tidegate.events.raw.ChangePosition;
import dev.tidegate.validator.difference.Difference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One document in MongoDB, Kafka and PostgreSQL.
 *
 * @param document its fields in MongoDB now; empty when it is not there
 * @param excluded the migration file's {@code where} does not take the document: it gives no rows
 * @param rows of tables that are of this document alone, Tidegate's own included
 * @param differences between both ends now
 */
public record Explained(
        String collection,
        String table,
        String id,
        UUID rowId,
        Optional<Map<String, Cell>> document,
        boolean excluded,
        RawSearch raw,
        List<Rows> rows,
        List<Edge> edges,
        List<ShownReference> references,
        List<Difference> differences) {

    /** @param value empty unless values were asked for */
    public record Cell(String type, Optional<String> value) {}

    /** @param beyond rows that are not listed */
    public record Rows(String table, List<Map<String, Cell>> rows, long beyond) {}

    public record Edge(String junction, UUID left, UUID right) {}

    /** @param exists the row that it refers to is there */
    public record ShownReference(String column, String refersTo, UUID id, boolean exists) {}

    /** @param found empty when it was not found @param isWholeTopicRead it is not there at all */
    public record RawSearch(String topic, int partition, Optional<RawRecord> found, boolean isWholeTopicRead) {}

    /** @param operation {@code DELETE} for a tombstone */
    public record RawRecord(long offset, String operation, ChangePosition position, Instant time) {}

    /** True when there is anything of it anywhere. */
    public boolean isAnywhere() {
        return document.isPresent()
                || raw.found().isPresent()
                || !edges.isEmpty()
                || rows.stream().anyMatch(each -> !each.rows().isEmpty())
                || !differences.isEmpty();
    }
}
