package dev.tidegate.sink.refused;

import java.util.List;

/**
 * Stops the sink when most rows are refused: that is no matter of single documents, and must not turn into dead letters.
 * Batches can be small, so rows are counted over consecutive batches of which most was refused. Not thread-safe.
 */
public final class RefusalLimit {
    static final int FEWEST = 20;

    private int refusedInARow;

    /**
     * Checks a batch before it is committed.
     *
     * @return what {@link #committed} is to be told afterwards
     * @throws TooManyRefusalsException when most rows were refused, and more than a few
     */
    public int check(int rows, List<RefusedRow> refused) {
        if (2 * refused.size() <= rows) {
            return 0;
        }
        int total = refusedInARow + refused.size();
        if (total >= FEWEST) {
            throw new TooManyRefusalsException(total, refused.get(refused.size() - 1));
        }
        return total;
    }

    public void committed(int refusedSoFar) {
        refusedInARow = refusedSoFar;
    }
}
