package dev.tidegate.preflight.infer.evidence;

import dev.tidegate.preflight.infer.shape.FieldShape;
import dev.tidegate.validator.sort.Fact;
import dev.tidegate.validator.sort.SortedFacts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.bson.BsonValue;
import org.bson.types.ObjectId;

/**
 * Ids, and values that may be references, brought together exactly: sorted in files, memory does not grow with them.
 *
 * <p>A text of 24 hex digits is an ObjectId to collections whose ids are ObjectIds, and a text to all others.
 */
public final class IdFacts implements AutoCloseable {
    private static final int ONE_GROUP = 0;

    private final IdKinds kinds;
    private final SortedFacts facts = new SortedFacts();

    public IdFacts(IdKinds kinds) {
        this.kinds = kinds;
    }

    /** @param collection its number */
    public void id(int collection, BsonValue id) {
        facts.add(new Fact(ONE_GROUP, IdKey.of(id), Fact.NOBODY, collection));
    }

    public void value(FieldShape place, BsonValue value, BsonValue holder) {
        if (!kinds.mayRefer(value)) {
            return;
        }
        UUID holderKey = IdKey.of(holder);
        if (!value.isString()) {
            refers(IdKey.of(value), holderKey, place);
            return;
        }
        boolean isHex = ObjectId.isValid(value.asString().getValue());
        if (isHex) {
            refers(IdKey.of(new ObjectId(value.asString().getValue())), holderKey, place);
        }
        if (kinds.isText(value)) {
            int tag = isHex ? secondReading(place.number()) : place.number();
            facts.add(new Fact(ONE_GROUP, IdKey.of(value), holderKey, tag));
        }
    }

    private void refers(UUID value, UUID holder, FieldShape place) {
        facts.add(new Fact(ONE_GROUP, value, holder, place.number()));
    }

    /** A value that is counted already in its first reading. */
    private static int secondReading(int place) {
        return -1 - place;
    }

    /** What was found for each place, by its number; and how many ids two collections share. */
    public record Containment(Map<Integer, Found> found, Map<Set<Integer>, Long> sharedIds) {
        public Found of(FieldShape place) {
            Found own = found.getOrDefault(place.number(), new Found());
            return place.element()
                    .map(element -> own.plus(found.getOrDefault(element.number(), new Found())))
                    .orElse(own);
        }

        long shared(int one, int other) {
            return sharedIds.getOrDefault(Set.of(one, other), 0L);
        }
    }

    public Containment containment() {
        Map<Integer, Found> found = new HashMap<>();
        Map<Set<Integer>, Long> shared = new HashMap<>();
        forEachValue(value -> {
            value.places().forEach((tag, documents) -> {
                boolean isSecond = tag < 0;
                found.computeIfAbsent(isSecond ? secondReading(tag) : tag, any -> new Found())
                        .add(value.homes(), documents, isSecond);
            });
            for (int one : value.homes()) {
                for (int other : value.homes()) {
                    if (one < other) {
                        shared.merge(Set.of(one, other), 1L, Long::sum);
                    }
                }
            }
        });
        return new Containment(found, shared);
    }

    /** One value: the collections that have it as an id, and how many documents hold it at each place. */
    private record SeenValue(Set<Integer> homes, Map<Integer, Long> places) {}

    private void forEachValue(Consumer<SeenValue> consumer) {
        Iterator<Fact> sorted = facts.sorted();
        UUID value = null;
        Set<Integer> homes = new HashSet<>();
        Map<Integer, Long> places = new HashMap<>();
        while (sorted.hasNext()) {
            Fact fact = sorted.next();
            if (!fact.subject().equals(value)) {
                if (value != null) {
                    consumer.accept(new SeenValue(Set.copyOf(homes), Map.copyOf(places)));
                }
                value = fact.subject();
                homes.clear();
                places.clear();
            }
            if (fact.object().equals(Fact.NOBODY)) {
                homes.add(fact.tag());
            } else {
                places.merge(fact.tag(), 1L, Long::sum);
            }
        }
        if (value != null) {
            consumer.accept(new SeenValue(Set.copyOf(homes), Map.copyOf(places)));
        }
    }

    /** Hears every value of every place with the document that holds it, in the order of values. */
    @FunctionalInterface
    interface EdgeListener {
        void edge(int place, UUID value, UUID holder);
    }

    void forEachEdge(EdgeListener listener) {
        Iterator<Fact> sorted = facts.sorted();
        while (sorted.hasNext()) {
            Fact fact = sorted.next();
            if (!fact.object().equals(Fact.NOBODY)) {
                int place = fact.tag() < 0 ? secondReading(fact.tag()) : fact.tag();
                listener.edge(place, fact.subject(), fact.object());
            }
        }
    }

    @Override
    public void close() {
        facts.close();
    }
}
