package dev.tidegate.transform.topology;

import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** The state stores: all keep bytes, none is cached (every commit would flush it). */
final class Stores {
    /** Every document that lives in the source, with what it gave last. */
    static final String DOCUMENTS = "documents";

    /** Whole documents with references to one of several collections, and the answers they have. */
    static final String WAITING = "waiting-documents";

    /** Who wants to know whether an id lives. */
    static final String SUBSCRIBERS = "reference-subscribers";

    /** Which ends claim an edge. */
    static final String EDGES = "edges";

    private Stores() {}

    static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder(
            String name, Function<String, KeyValueBytesStoreSupplier> kind) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        kind.apply(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled();
    }
}
