package dev.tidegate.source.stream;

import dev.tidegate.source.reread.Reread;
import java.util.function.BooleanSupplier;

/** Has documents that were asked for published between the batches of the stream. Used by one thread. */
final class Interludes {
    private final BatchPublisher batches;
    private final Reread reread;
    private RuntimeException failure;

    Interludes(BatchPublisher batches, Reread reread) {
        this.batches = batches;
        this.reread = reread;
    }

    /** All that is asked for now. A failure is kept: the engine must be closed before it can be thrown. */
    void carryOut(BooleanSupplier isStopped) {
        try {
            while (!isStopped.getAsBoolean() && reread.isAsked()) {
                batches.between(reread::publish);
                reread.published();
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    boolean haveFailed() {
        return failure != null;
    }

    void throwFailure() {
        if (failure != null) {
            throw failure;
        }
    }
}
