package dev.tidegate.transform.progress;

import dev.tidegate.transform.document.CountedConversion;
import dev.tidegate.transform.progress.TransformProgress.ConversionCount;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** The counts of {@link TransformProgress}. Thread-safe. */
public final class TransformCounters {
    private static final int EXAMPLES = 5;

    /** Fields that no migration file names can have any number of names. Those beyond are counted as one. */
    private static final int MOST_FIELDS = 1_000;

    private static final String OTHER_FIELDS = "…";

    private final Map<String, LongAdder> changes = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> rows = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> deadLetters = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> excluded = new ConcurrentHashMap<>();
    private final Map<ConvertedField, Conversions> conversions = new ConcurrentHashMap<>();

    private record ConvertedField(String collection, CountedConversion conversion) {}

    private record Conversions(LongAdder count, List<String> examples) {}

    public void change(String collection) {
        add(changes, collection);
    }

    public void excluded(String collection) {
        add(excluded, collection);
    }

    public void row(String table) {
        add(rows, table);
    }

    public void deadLetter(String reason) {
        add(deadLetters, reason);
    }

    public void conversion(String collection, CountedConversion conversion, String documentId) {
        Conversions counted = conversions.computeIfAbsent(
                field(collection, conversion), field -> new Conversions(new LongAdder(), new CopyOnWriteArrayList<>()));
        counted.count().increment();
        if (counted.examples().size() < EXAMPLES && !counted.examples().contains(documentId)) {
            counted.examples().add(documentId);
        }
    }

    private ConvertedField field(String collection, CountedConversion conversion) {
        ConvertedField field = new ConvertedField(collection, conversion);
        return conversions.size() < MOST_FIELDS || conversions.containsKey(field)
                ? field
                : new ConvertedField(collection, new CountedConversion(OTHER_FIELDS, conversion.note()));
    }

    public TransformProgress progress() {
        List<ConversionCount> counts = conversions.entrySet().stream()
                .map(entry -> count(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(ConversionCount::collection)
                        .thenComparing(ConversionCount::field)
                        .thenComparing(ConversionCount::conversion))
                .toList();
        return new TransformProgress(sums(changes), sums(rows), sums(deadLetters), sums(excluded), counts);
    }

    private static ConversionCount count(ConvertedField field, Conversions conversions) {
        return new ConversionCount(
                field.collection(),
                field.conversion().field(),
                field.conversion().note().name(),
                conversions.count().sum(),
                List.copyOf(conversions.examples()));
    }

    private static void add(Map<String, LongAdder> counts, String name) {
        LongAdder adder = counts.get(name);
        (adder == null ? counts.computeIfAbsent(name, key -> new LongAdder()) : adder).increment();
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counts) {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((name, adder) -> sums.put(name, adder.sum()));
        return sums;
    }
}
