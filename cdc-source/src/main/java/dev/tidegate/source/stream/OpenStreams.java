package dev.tidegate.source.stream;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the engine's offset store, which the engine makes itself, finds the stream it belongs to. The only static state:
 * the engine's interface leaves no other way.
 */
final class OpenStreams {
    private static final Map<String, Offsets> OPEN = new ConcurrentHashMap<>();

    /**
     * @param stored Debezium's offsets as they were committed last
     * @param initial the offset to start at where none is stored
     */
    record Offsets(Map<String, String> stored, String initial, BatchPublisher batches) {}

    private OpenStreams() {}

    static String open(Offsets offsets) {
        String name = UUID.randomUUID().toString();
        OPEN.put(name, offsets);
        return name;
    }

    static Offsets find(String name) {
        return name == null ? null : OPEN.get(name);
    }

    static void close(String name) {
        OPEN.remove(name);
    }
}
