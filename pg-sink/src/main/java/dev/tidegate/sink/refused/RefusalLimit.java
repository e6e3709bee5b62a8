package dev.tidegate.sink.refused;

import dev.tidegate.events.row.RowHeaders.Origin;
import dev.tidegate.sink.write.TableBatch;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Stops the sink when most documents are refused: that is an outage of the target, and must not turn into dead letters.
 * A document counts once, however many of its rows are refused, and however often. Batches can be small, so documents are
 * counted over consecutive batches of which most were refused. Not thread-safe.
 */
public final class RefusalLimit {
    static final int FEWEST = 20;

    private Set<Origin> refusedInARow = Set.of();

    /**
     * Checks a batch before it is committed.
     *
     * @param tables all rows of the batch
     * @return what {@link #committed} takes afterwards
     * @throws TooManyRefusalsException when most documents were refused, and more than a few
     */
    public Set<Origin> check(Collection<TableBatch> tables, List<RefusedRow> refused) {
        if (tables.isEmpty()) {
            return refusedInARow;
        }
        if (refused.isEmpty()) {
            return Set.of();
        }
        Set<Origin> documents = refused.stream().map(RefusedRow::document).collect(Collectors.toSet());
        if (2 * documents.size() <= written(tables)) {
            return Set.of();
        }
        Set<Origin> inARow = new LinkedHashSet<>(refusedInARow);
        inARow.addAll(documents);
        if (inARow.size() >= FEWEST) {
            throw new TooManyRefusalsException(inARow.size(), refused);
        }
        return inARow;
    }

    public void committed(Set<Origin> inARow) {
        refusedInARow = inARow;
    }

    private static long written(Collection<TableBatch> tables) {
        return tables.stream()
                .flatMap(table -> table.latest().stream())
                .map(Documents::of)
                .distinct()
                .count();
    }
}
