package dev.tidegate.validator.pass;

import dev.tidegate.validator.compare.ComparedCollection;
import java.util.Optional;
import java.util.function.LongConsumer;

/** A pass over one collection, for whoever follows changes: what differs is for the caller to recheck. */
public final class SinglePass {
    private static final int DIFFERENCES_KEPT = 1000;

    private final PassTools tools;

    public SinglePass(PassTools tools) {
        this.tools = tools;
    }

    /**
     * Resumes at the checkpoint, and returns when the collection has been gone through.
     *
     * @param listener gets how many documents have been compared
     */
    public Ledger run(ComparedCollection collection, Checkpoint checkpoint, LongConsumer listener) {
        var progress = new Progress(
                new Ledger(DIFFERENCES_KEPT),
                new Reservoir(0, 0, collection.name()),
                UnseenValues.none(),
                listener,
                Optional.of(checkpoint));
        progress.resume();
        new CollectionPass(collection, tools, progress).run();
        return progress.ledger();
    }
}
