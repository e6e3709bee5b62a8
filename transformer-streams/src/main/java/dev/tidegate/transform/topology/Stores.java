package dev.tidegate.transform.topology;

import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** The state stores: all keep bytes, none is cached (every commit would flush it). */
final class Stores {
    private Stores() {}

    static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder(
            String name, Function<String, KeyValueBytesStoreSupplier> kind) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        kind.apply(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled();
    }
}
