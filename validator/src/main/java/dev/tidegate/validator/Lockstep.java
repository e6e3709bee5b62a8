package dev.tidegate.validator;

import dev.tidegate.validator.target.TargetRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bson.types.ObjectId;

/** Rows in the order of their documents' ObjectIds, walked through beside the documents. For one thread. */
final class Lockstep implements AutoCloseable {
    private final TargetRows rows;
    private final Function<Object[], Optional<ObjectId>> documentOf;
    private final Consumer<Object[]> passedOver;
    private ObjectId peeked;

    /** @param passedOver told of every row that {@link #at} was never asked for */
    Lockstep(TargetRows rows, Function<Object[], Optional<ObjectId>> documentOf, Consumer<Object[]> passedOver) {
        this.rows = rows;
        this.documentOf = documentOf;
        this.passedOver = passedOver;
    }

    /** The rows of this document; ids must be asked for in ascending order. */
    List<Object[]> at(ObjectId document) {
        List<Object[]> found = List.of();
        while (hasPeeked() && peeked.compareTo(document) <= 0) {
            boolean wanted = peeked.equals(document);
            Object[] row = rows.take();
            peeked = null;
            if (wanted) {
                found = found.isEmpty() ? new ArrayList<>(2) : found;
                found.add(row);
            } else {
                passedOver.accept(row);
            }
        }
        return found;
    }

    Optional<Object[]> oneAt(ObjectId document) {
        List<Object[]> found = at(document);
        found.stream().skip(1).forEach(passedOver);
        return found.stream().findFirst();
    }

    private boolean hasPeeked() {
        while (peeked == null && rows.hasNext()) {
            Optional<ObjectId> next = documentOf.apply(rows.peek());
            if (next.isPresent()) {
                peeked = next.get();
            } else {
                passedOver.accept(rows.take());
            }
        }
        return peeked != null;
    }

    /** Passes over all that is left. */
    void finish() {
        while (rows.hasNext()) {
            passedOver.accept(rows.take());
        }
    }

    long rowsRead() {
        return rows.taken();
    }

    @Override
    public void close() {
        rows.close();
    }
}
