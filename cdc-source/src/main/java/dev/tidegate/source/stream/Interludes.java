package dev.tidegate.source.stream;

import dev.tidegate.source.resend.Resend;
import java.util.function.BooleanSupplier;

/** Has documents that were asked for published between the batches of the stream. Used by one thread. */
final class Interludes {
    private final BatchPublisher batches;
    private final Resend resend;
    private RuntimeException failure;

    Interludes(BatchPublisher batches, Resend resend) {
        this.batches = batches;
        this.resend = resend;
    }

    /** All that is asked for now. A failure is kept: the engine must be closed before it can be thrown. */
    void carryOut(BooleanSupplier isStopped) {
        try {
            while (!isStopped.getAsBoolean() && resend.isAsked()) {
                batches.between(resend::publish);
                resend.published();
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
