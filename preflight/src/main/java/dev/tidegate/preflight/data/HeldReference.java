package dev.tidegate.preflight.data;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.preflight.finding.Tally;
import java.util.ArrayList;
import java.util.List;

/**
 * A place in documents that holds ids of other documents, and what came of them.
 *
 * @param where the field
 * @param candidates the collections that may have the ids; more than one: one of several
 * @param places for each candidate the column that takes its ids
 */
record HeldReference(
        String where,
        ReferenceKind kind,
        List<CollectionMapping> candidates,
        List<String> places,
        Tally dangling,
        Tally toDeadLetters,
        Tally toExcluded,
        Tally inSeveral,
        List<Tally> foundIn) {

    enum ReferenceKind {
        /** An edge of a junction, which has foreign keys. */
        EDGE,
        FOREIGN_KEY,
        /** Ids without a foreign key. */
        PLAIN
    }

    static HeldReference of(String where, ReferenceKind kind, List<CollectionMapping> candidates, List<String> places) {
        List<Tally> foundIn = new ArrayList<>();
        candidates.forEach(candidate -> foundIn.add(new Tally()));
        return new HeldReference(
                where, kind, candidates, places, new Tally(), new Tally(), new Tally(), new Tally(), foundIn);
    }

    boolean isToOneOfSeveral() {
        return candidates.size() > 1;
    }

    String collections() {
        return String.join(
                " or ", candidates.stream().map(CollectionMapping::collection).toList());
    }
}
