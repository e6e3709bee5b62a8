package dev.tidegate.validator.pass;

import dev.tidegate.mapping.bson.ExactJson;
import dev.tidegate.validator.result.WithoutValue;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonValue;

/** How far the pass over one collection is; kept in a file now and then, so that it can be resumed. For one thread. */
final class Progress {
    private final Ledger ledger;
    private final Reservoir sample;
    private final LongConsumer listener;
    private final Optional<? extends Checkpoint> file;
    private final UnseenValues unseen;
    private Optional<BsonValue> lastId = Optional.empty();
    private boolean isBehindObjectIds;
    private boolean isFinished;
    private long documents;

    /** @param listener gets how many documents have been compared */
    Progress(
            Ledger ledger,
            Reservoir sample,
            UnseenValues unseen,
            LongConsumer listener,
            Optional<? extends Checkpoint> file) {
        this.unseen = unseen;
        this.ledger = ledger;
        this.sample = sample;
        this.listener = listener;
        this.file = file;
    }

    Ledger ledger() {
        return ledger;
    }

    Optional<BsonValue> lastId() {
        return lastId;
    }

    boolean isBehindObjectIds() {
        return isBehindObjectIds;
    }

    boolean isFinished() {
        return isFinished;
    }

    List<BsonValue> drawn() {
        return sample.drawn();
    }

    void offer(BsonValue id) {
        sample.offer(id);
    }

    void read(BsonDocument document) {
        unseen.read(document);
    }

    List<WithoutValue> withoutValue() {
        return unseen.withoutValue();
    }

    void compared(int more) {
        documents += more;
        listener.accept(documents);
    }

    /** @param upTo empty: all ObjectIds are behind */
    void passed(Optional<BsonValue> upTo) {
        lastId = upTo;
        isBehindObjectIds = upTo.isEmpty();
        file.filter(each -> !isBehindObjectIds && each.isDue()).ifPresent(each -> each.write(ExactJson.of(content())));
    }

    void finish() {
        isFinished = true;
        file.ifPresent(each -> each.write(ExactJson.of(content())));
    }

    private BsonDocument content() {
        var content = new BsonDocument("finished", BsonBoolean.valueOf(isFinished))
                .append("documents", new BsonInt64(documents))
                .append("counts", Checkpoints.counts(ledger.totals().counts()))
                .append("suspects", Checkpoints.suspects(ledger.suspects().values()))
                .append("beyond", new BsonInt64(ledger.countBeyond()))
                .append("offered", new BsonInt64(sample.offered()))
                .append("unseen", unseen.kept())
                .append("drawn", new BsonArray(sample.drawn()));
        lastId.ifPresent(id -> content.append("lastId", id));
        return content;
    }

    /** Resumes an earlier run: from the start of the collection where nothing was kept. */
    void resume() {
        file.flatMap(Checkpoint::read).map(ExactJson::document).ifPresent(this::restore);
    }

    private void restore(BsonDocument content) {
        isFinished = content.getBoolean("finished").getValue();
        documents = content.getInt64("documents").getValue();
        lastId = Optional.ofNullable(content.get("lastId"));
        ledger.totals().add(Checkpoints.tally(content.getArray("counts")));
        Checkpoints.suspects(content.getArray("suspects")).forEach(ledger::restore);
        ledger.restoreBeyond(content.getInt64("beyond").getValue());
        unseen.restore(content.getArray("unseen", null), documents > 0);
        sample.restore(
                content.getInt64("offered").getValue(),
                content.getArray("drawn").getValues());
        listener.accept(documents);
    }
}
