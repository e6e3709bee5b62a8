package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.EmptyIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import java.util.List;

/** An index that is listed and never used: the stand-in answers such queries by reading the collection. */
final class SecondaryIndex extends EmptyIndex<Integer> {
    SecondaryIndex(String name, List<IndexKey> keys) {
        super(name, keys);
    }
}
