package dev.tidegate.workload;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What the source holds now, as far as it differs from the first load: grows with the writes, not with the documents.
 *
 * <p>Used by the workload's own thread; {@link #expectedDeadLetters} by any.
 */
final class WorkloadState {
    private static final int TRIES = 50;

    /** A document by the number that the application gives it. */
    record DocumentNumber(String collection, int ordinal) {}

    private final Application application;
    private final Map<String, Integer> ordinals;
    private final Map<DocumentNumber, Integer> versions = new HashMap<>();
    private final Map<DocumentNumber, Fault> faults = new LinkedHashMap<>();
    private final Set<DocumentNumber> deleted = new java.util.LinkedHashSet<>();
    private final Map<DocumentNumber, ExpectedDeadLetter> deadLetters = new HashMap<>();

    WorkloadState(Application application) {
        this.application = application;
        this.ordinals = new HashMap<>(application.counts());
        application
                .counts()
                .keySet()
                .forEach(collection -> application
                        .faultsOfFirstLoad(collection)
                        .forEach((ordinal, fault) ->
                                spoil(new DocumentNumber(collection, ordinal), Optional.of(fault))));
    }

    DocumentNumber newNumber(String collection) {
        return new DocumentNumber(collection, ordinals.merge(collection, 1, Integer::sum) - 1);
    }

    /** Some document that is in the source and is not meant to be a dead letter; empty when none was hit on. */
    Optional<DocumentNumber> anyGood(String collection, SplittableRandom random) {
        return any(collection, random).filter(number -> !faults.containsKey(number));
    }

    Optional<DocumentNumber> any(String collection, SplittableRandom random) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            var number = new DocumentNumber(collection, random.nextInt(ordinals.get(collection)));
            if (!deleted.contains(number)) {
                return Optional.of(number);
            }
        }
        return Optional.empty();
    }

    Optional<DocumentNumber> anyBad(SplittableRandom random) {
        return one(faults.keySet(), random);
    }

    Optional<DocumentNumber> anyDeleted(SplittableRandom random) {
        return one(deleted, random);
    }

    boolean isThere(DocumentNumber number) {
        return !deleted.contains(number);
    }

    /** The version that the document was last written in as a whole. */
    int version(DocumentNumber number) {
        return versions.getOrDefault(number, 0);
    }

    Optional<Fault> fault(DocumentNumber number) {
        return Optional.ofNullable(faults.get(number));
    }

    /** The document as it was last written as a whole, good or bad. */
    GeneratedDocument document(DocumentNumber number) {
        return document(number, version(number), fault(number));
    }

    GeneratedDocument document(DocumentNumber number, int version, Optional<Fault> fault) {
        return application.document(number.collection(), number.ordinal(), version, fault);
    }

    void written(DocumentNumber number, int version, Optional<Fault> fault) {
        deleted.remove(number);
        versions.put(number, version);
        spoil(number, fault);
    }

    void spoil(DocumentNumber number, Optional<Fault> fault) {
        synchronized (deadLetters) {
            if (fault.isPresent()) {
                faults.put(number, fault.get());
                deadLetters.put(number, ExpectedDeadLetter.of(document(number)));
            } else {
                faults.remove(number);
                deadLetters.remove(number);
            }
        }
    }

    void deleted(DocumentNumber number) {
        spoil(number, Optional.empty());
        deleted.add(number);
    }

    Set<ExpectedDeadLetter> expectedDeadLetters() {
        synchronized (deadLetters) {
            return Set.copyOf(deadLetters.values());
        }
    }

    private static <T> Optional<T> one(Collection<T> choices, SplittableRandom random) {
        if (choices.isEmpty()) {
            return Optional.empty();
        }
        List<T> all = new ArrayList<>(choices);
        return Optional.of(all.get(random.nextInt(all.size())));
    }
}
