package dev.tidegate.source.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.OffsetBackingStore;
import org.apache.kafka.connect.util.Callback;

/**
 * The engine's offsets in the source's state topic. The engine makes it by name and finds its stream by a property; the
 * offsets have been read by then, after earlier publishers were fenced.
 */
public final class KafkaOffsets implements OffsetBackingStore {
    static final String STREAM_PROPERTY = "tidegate.stream";

    private OpenStreams.Offsets stream;

    @Override
    public void configure(WorkerConfig config) {
        stream = OpenStreams.find(config.originalsStrings().get(STREAM_PROPERTY));
    }

    @Override
    public void start() {
        if (stream == null) {
            throw new IllegalStateException("no stream is open under the engine's property " + STREAM_PROPERTY);
        }
    }

    @Override
    public void stop() {
        stream = null;
    }

    @Override
    public Future<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
        Map<ByteBuffer, ByteBuffer> found = new HashMap<>();
        for (ByteBuffer key : keys) {
            String offset = stream.stored().getOrDefault(text(key), stream.initial());
            found.put(key, ByteBuffer.wrap(offset.getBytes(StandardCharsets.UTF_8)));
        }
        return CompletableFuture.completedFuture(found);
    }

    @Override
    public Future<Void> set(Map<ByteBuffer, ByteBuffer> values, Callback<Void> callback) {
        Map<String, String> offsets = new HashMap<>();
        values.forEach((key, value) -> offsets.put(text(key), value == null ? null : text(value)));
        try {
            stream.batches().commit(offsets);
        } catch (RuntimeException e) {
            callback.onCompletion(e, null);
            return CompletableFuture.failedFuture(e);
        }
        callback.onCompletion(null, null);
        return CompletableFuture.completedFuture(null);
    }

    /** Only asked by Kafka Connect's REST server, which the engine does not have. */
    @Override
    public Set<Map<String, Object>> connectorPartitions(String connectorName) {
        return Set.of();
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}
