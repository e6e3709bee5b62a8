package dev.tidegate.events.source;

import dev.tidegate.mapping.bson.ExactJson;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.BsonDocument;

/** Folds the state topic's records, the last of each key counting. Not thread-safe. */
final class SourceStateView {
    private static final Comparator<RangeState> IN_ORDER =
            Comparator.comparing(RangeState::collection).thenComparing(RangeState::number);

    private final Map<String, String> latest = new TreeMap<>();

    void apply(byte[] key, byte[] value) {
        String name = new String(key, StandardCharsets.UTF_8);
        if (value == null) {
            latest.remove(name);
        } else {
            latest.put(name, new String(value, StandardCharsets.UTF_8));
        }
    }

    SourceState state() {
        return new SourceState(
                json(SourceStateRecords.INSTANCE)
                        .map(json -> json.getString("id").getValue()),
                json(SourceStateRecords.START).map(SourceStateRecords::start),
                collections(),
                ranges(),
                json(SourceStateRecords.POSITION).map(SourceStateRecords::position),
                json(SourceStateRecords.HEALTH).map(SourceStateRecords::health).orElse(SourceHealth.OK),
                below(SourceStateRecords.OFFSET),
                json(SourceStateRecords.REQUESTS)
                        .map(SourceStateRecords::requestsTo)
                        .orElse(0L),
                json(SourceStateRecords.ORIGIN).map(SourceStateRecords::origin),
                remade());
    }

    private Map<String, CollectionState> collections() {
        Map<String, CollectionState> collections = new TreeMap<>();
        below(SourceStateRecords.COLLECTION)
                .forEach((name, json) ->
                        collections.put(name, SourceStateRecords.collection(name, ExactJson.document(json))));
        return collections;
    }

    private Map<String, Remade> remade() {
        Map<String, Remade> remade = new TreeMap<>();
        below(SourceStateRecords.REMADE)
                .forEach((name, json) -> remade.put(name, SourceStateRecords.remade(name, ExactJson.document(json))));
        return remade;
    }

    private List<RangeState> ranges() {
        return below(SourceStateRecords.RANGE).entrySet().stream()
                .map(entry -> SourceStateRecords.range(entry.getKey(), ExactJson.document(entry.getValue())))
                .sorted(IN_ORDER)
                .toList();
    }

    private Optional<BsonDocument> json(String key) {
        return Optional.ofNullable(latest.get(key)).map(ExactJson::document);
    }

    private Map<String, String> below(String prefix) {
        Map<String, String> found = new TreeMap<>();
        latest.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value);
            }
        });
        return found;
    }
}
