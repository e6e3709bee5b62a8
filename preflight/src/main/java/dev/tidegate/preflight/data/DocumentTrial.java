package dev.tidegate.preflight.data;

import dev.tidegate.mapping.declaration.CollectionMapping;
import java.util.BitSet;
import java.util.List;
import org.bson.BsonDocument;

/** Tries what a run would do with documents, without writing. */
@FunctionalInterface
public interface DocumentTrial {
    /** Every document becomes rows. */
    DocumentTrial NONE = (collection, batch) -> {
        BitSet all = new BitSet();
        all.set(0, batch.size());
        return all;
    };

    /** Says which of the documents would become rows; the others would be dead letters. */
    BitSet carried(CollectionMapping collection, List<BsonDocument> batch);
}
