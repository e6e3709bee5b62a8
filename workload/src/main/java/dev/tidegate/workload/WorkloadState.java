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

    /** A document by the place that the generator has it at. */
    record Place(String collection, int ordinal) {}

    private final NextCrmGenerator generator;
    private final Map<String, Integer> ordinals;
    private final Map<Place, Integer> versions = new HashMap<>();
    private final Map<Place, Fault> faults = new LinkedHashMap<>();
    private final Set<Place> deleted = new java.util.LinkedHashSet<>();
    private final Map<Place, ExpectedDeadLetter> deadLetters = new HashMap<>();

    WorkloadState(NextCrmGenerator generator) {
        this.generator = generator;
        this.ordinals = new HashMap<>(generator.counts());
        generator
                .counts()
                .keySet()
                .forEach(collection -> generator
                        .faultsOfFirstLoad(collection)
                        .forEach((ordinal, fault) -> spoil(new Place(collection, ordinal), Optional.of(fault))));
    }

    Place newPlace(String collection) {
        return new Place(collection, ordinals.merge(collection, 1, Integer::sum) - 1);
    }

    /** Some document that is in the source and is not meant to be a dead letter; empty when none was hit on. */
    Optional<Place> anyGood(String collection, SplittableRandom random) {
        return any(collection, random).filter(place -> !faults.containsKey(place));
    }

    Optional<Place> any(String collection, SplittableRandom random) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            var place = new Place(collection, random.nextInt(ordinals.get(collection)));
            if (!deleted.contains(place)) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    Optional<Place> anyBad(SplittableRandom random) {
        return one(faults.keySet(), random);
    }

    Optional<Place> anyDeleted(SplittableRandom random) {
        return one(deleted, random);
    }

    boolean isThere(Place place) {
        return !deleted.contains(place);
    }

    /** The version that the document was last written in as a whole. */
    int version(Place place) {
        return versions.getOrDefault(place, 0);
    }

    Optional<Fault> fault(Place place) {
        return Optional.ofNullable(faults.get(place));
    }

    /** The document as it was last written as a whole, good or bad. */
    GeneratedDocument document(Place place) {
        return document(place, version(place), fault(place));
    }

    GeneratedDocument document(Place place, int version, Optional<Fault> fault) {
        return generator.document(place.collection(), place.ordinal(), version, fault);
    }

    void written(Place place, int version, Optional<Fault> fault) {
        deleted.remove(place);
        versions.put(place, version);
        spoil(place, fault);
    }

    void spoil(Place place, Optional<Fault> fault) {
        synchronized (deadLetters) {
            if (fault.isPresent()) {
                faults.put(place, fault.get());
                deadLetters.put(place, ExpectedDeadLetter.of(document(place)));
            } else {
                faults.remove(place);
                deadLetters.remove(place);
            }
        }
    }

    void deleted(Place place) {
        spoil(place, Optional.empty());
        deleted.add(place);
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
