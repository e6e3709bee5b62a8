package dev.tidegate.preflight.infer.evidence;

import dev.tidegate.preflight.infer.evidence.IdFacts.Containment;
import dev.tidegate.preflight.infer.evidence.Referred.Home;
import dev.tidegate.preflight.infer.shape.CollectionShape;
import dev.tidegate.preflight.infer.shape.FieldShape;
import dev.tidegate.preflight.infer.shape.ScalarForms;
import dev.tidegate.preflight.infer.shape.TextForm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonType;

/**
 * Decides which places are references: because their values are among a collection's ids, never because of a name. Names
 * decide between collections that have the values.
 *
 * <p>How much containment proves depends on the values. An ObjectId or a UUID that is some document's id is no coincidence;
 * a text may be one, so nearly all must be found; small numbers are in every range of numbers, so that a name must say
 * the same.
 */
public final class References {
    /** Of the values, for a further collection: less is a few documents' oddity. */
    private static final double FURTHER_HOME = 0.01;

    private static final int MOST_HOMES = 8;
    /** Two collections that differ by less have the same values. */
    private static final double AS_GOOD = 0.99;

    private static final double UNIQUE_IDS_FOUND = 0.05;
    private static final double TEXTS_FOUND = 0.95;
    private static final double NAMED_TEXTS_FOUND = 0.5;
    private static final double NUMBERS_FOUND = 0.98;
    private static final int ENOUGH_DIFFERENT = 3;
    /** Ids that take so much of their range contain any number of it. */
    private static final double DENSE = 0.1;

    private static final double COVERED = 0.3;
    private static final double REPEATED = 1.2;

    private final List<CollectionShape> collections;
    private final Containment containment;
    private final Map<Integer, Double> density = new HashMap<>();
    /** How many places refer to a collection without doubt. */
    private final Map<Integer, Integer> votes = new HashMap<>();

    private enum Nature {
        UNIQUE_ID,
        TEXT,
        NUMBER
    }

    /** @param collections in the order of their numbers */
    public References(List<CollectionShape> collections, Containment containment) {
        this.collections = collections;
        this.containment = containment;
        for (int number = 0; number < collections.size(); number++) {
            density.put(number, density(collections.get(number)));
        }
        collections.forEach(collection -> vote(collection.root()));
    }

    private static double density(CollectionShape collection) {
        double largest = collection.ids().scalars().largest().doubleValue();
        return largest < 1 ? 1 : collection.documents() / largest;
    }

    private void vote(FieldShape place) {
        List<Integer> candidates = asGoodAsTheBest(place);
        named(place, candidates).ifPresent(candidate -> votes.merge(candidate, 1, Integer::sum));
        place.fields().forEach(this::vote);
        place.element().ifPresent(this::vote);
    }

    /** The only one, or the only one whose name says so. */
    private Optional<Integer> named(FieldShape place, List<Integer> candidates) {
        List<Integer> likely = candidates.size() < 2
                ? candidates
                : candidates.stream()
                        .filter(each -> NameLikeness.of(place.fieldName(), name(each)) >= NameLikeness.SAME_NOUN)
                        .toList();
        return likely.size() == 1 ? Optional.of(likely.get(0)) : Optional.empty();
    }

    /** Empty when the values are no ids, or are the documents' own. */
    public Optional<Referred> of(FieldShape place) {
        Found found = containment.of(place);
        List<Integer> best = asGoodAsTheBest(place);
        if (best.isEmpty()) {
            return Optional.empty();
        }
        int first = best.stream().max(byName(place)).orElseThrow();
        List<Integer> homes = new ArrayList<>(List.of(first));
        addFurtherHomes(place, found, homes);
        List<String> others = best.stream()
                .filter(each -> !homes.contains(each))
                .map(this::name)
                .toList();
        return Optional.of(new Referred(
                homes.stream()
                        .map(each -> new Home(name(each), found.valuesIn(List.of(each))))
                        .toList(),
                found.values(),
                found.valuesIn(homes),
                others,
                !others.isEmpty()));
    }

    private void addFurtherHomes(FieldShape place, Found found, List<Integer> homes) {
        if (nature(place) != Nature.UNIQUE_ID) {
            return;
        }
        List<Integer> left = new ArrayList<>(found.collections());
        left.removeAll(homes);
        while (homes.size() < MOST_HOMES && !left.isEmpty()) {
            int next = left.stream()
                    .max(Comparator.<Integer>comparingLong(each -> found.valuesBeyond(each, homes))
                            .thenComparing(byName(place)))
                    .orElseThrow();
            if (found.valuesBeyond(next, homes) <= FURTHER_HOME * found.values()) {
                return;
            }
            homes.add(next);
            left.remove(Integer.valueOf(next));
        }
    }

    private List<Integer> asGoodAsTheBest(FieldShape place) {
        Found found = containment.of(place);
        if (place.path().equals(List.of("_id")) || isCopyOfOwnId(place, found)) {
            return List.of();
        }
        List<Integer> proven = found.collections().stream()
                .filter(collection -> isProven(place, found, collection))
                .toList();
        long most = proven.stream()
                .mapToLong(collection -> found.valuesIn(List.of(collection)))
                .max()
                .orElse(0);
        return proven.stream()
                .filter(collection -> found.valuesIn(List.of(collection)) >= AS_GOOD * most)
                .toList();
    }

    private static boolean isCopyOfOwnId(FieldShape place, Found found) {
        return place.ownIds() * 2 > found.values();
    }

    private boolean isProven(FieldShape place, Found found, int collection) {
        double share = (double) found.valuesIn(List.of(collection)) / Math.max(1, found.values());
        long different = found.differentIn(List.of(collection));
        int likeness = NameLikeness.of(place.fieldName(), name(collection));
        return switch (nature(place)) {
            case UNIQUE_ID -> share >= UNIQUE_IDS_FOUND;
            case TEXT ->
                likeness >= NameLikeness.SAME_NOUN
                        ? share >= NAMED_TEXTS_FOUND
                        : share >= TEXTS_FOUND && different >= ENOUGH_DIFFERENT;
            case NUMBER ->
                share >= NUMBERS_FOUND
                        && (likeness >= NameLikeness.SAME_NOUN
                                || density.get(collection) < DENSE && different >= ENOUGH_DIFFERENT
                                || NameLikeness.saysId(place.fieldName()) && coversMuchOf(collection, found));
        };
    }

    /** Of the collection's ids, each several times: not a number of its own that happens to begin with 1, too. */
    private boolean coversMuchOf(int collection, Found found) {
        return found.different() >= COVERED * collections.get(collection).documents()
                && found.values() >= REPEATED * found.different()
                && found.collections().size() == 1;
    }

    private static Nature nature(FieldShape place) {
        ScalarForms own = place.scalars();
        ScalarForms forms = place.element().map(FieldShape::scalars).orElse(own);
        long unique = 0;
        long numbers = 0;
        for (ScalarForms each : forms == own ? List.of(own) : List.of(own, forms)) {
            unique += each.of(BsonType.OBJECT_ID)
                    + each.of(BsonType.BINARY)
                    + each.of(TextForm.OBJECT_ID)
                    + each.of(TextForm.UUID);
            numbers += each.of(BsonType.INT32)
                    + each.of(BsonType.INT64)
                    + each.of(BsonType.DOUBLE)
                    + each.of(BsonType.DECIMAL128);
        }
        long all = own.values() + (forms == own ? 0 : forms.values());
        return unique * 2 > all ? Nature.UNIQUE_ID : numbers * 2 > all ? Nature.NUMBER : Nature.TEXT;
    }

    private Comparator<Integer> byName(FieldShape place) {
        return Comparator.<Integer>comparingInt(collection -> NameLikeness.of(place.fieldName(), name(collection)))
                .thenComparingInt(collection -> votes.getOrDefault(collection, 0))
                .thenComparingLong(collection -> collections.get(collection).documents())
                .thenComparing(Comparator.<Integer>naturalOrder().reversed());
    }

    private String name(int collection) {
        return collections.get(collection).name();
    }
}
