package dev.tidegate.preflight.data;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.SealPolicies;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.ShownId;
import dev.tidegate.validator.sort.Fact;
import dev.tidegate.validator.sort.SortedFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.types.ObjectId;

/**
 * What can be said only when documents are brought together: ids that lead nowhere, edges that one end holds alone.
 *
 * <p>Each document gives small facts while it passes; they are sorted in files and read once at the end.
 */
final class Crossings implements AutoCloseable {
    private static final int NOWHERE = -1;

    /** What becomes of a document. */
    enum Standing {
        CARRIED,
        /** It would have no row. */
        DEAD_LETTER,
        /** {@code where} does not take it: to those that refer to it, it does not exist. */
        EXCLUDED
    }

    private final List<CollectionMapping> collections;
    private final Map<String, Integer> groups = new HashMap<>();
    private final List<HeldReference> references = new ArrayList<>();
    private final List<EdgeSides> junctions = new ArrayList<>();
    private final SealPolicies seal;
    private final SortedFacts facts = new SortedFacts();
    /** References to one of several: whether each candidate has a document of each id. */
    private final SortedFacts several = new SortedFacts();

    Crossings(Migration migration) {
        this.collections = migration.collections();
        this.seal = migration.seal();
        for (int group = 0; group < collections.size(); group++) {
            groups.put(collections.get(group).collection(), group);
        }
        for (Junction junction : migration.junctions()) {
            junctions.add(new EdgeSides(junction));
        }
    }

    /** Returns the reference's number. */
    int register(HeldReference reference) {
        references.add(reference);
        return references.size() - 1;
    }

    void exists(String collection, UUID rowId, Standing standing) {
        facts.add(new Fact(groups.get(collection), rowId, Fact.NOBODY, standing.ordinal()));
    }

    void refers(int reference, String target, UUID targetId, UUID holder) {
        facts.add(new Fact(groups.get(target), targetId, holder, reference));
    }

    void edge(int junction, UUID left, UUID right, EdgeSides.Side side) {
        if (junctions.get(junction).isUnion()) {
            facts.add(new Fact(collections.size() + junction, left, right, side.ordinal()));
        }
    }

    List<Finding> findings() {
        scan();
        scanSeveral();
        List<Finding> findings = new ArrayList<>();
        references.forEach(reference -> findings.addAll(ReferenceFindings.of(reference, seal.dangling())));
        junctions.forEach(junction -> findings.addAll(junction.findings()));
        return findings;
    }

    private void scan() {
        Fact document = null;
        var sorted = facts.sorted();
        while (sorted.hasNext()) {
            Fact fact = sorted.next();
            if (fact.group() >= collections.size()) {
                junctions.get(fact.group() - collections.size()).add(fact);
            } else if (fact.object().equals(Fact.NOBODY)) {
                document = fact;
            } else {
                boolean exists = document != null
                        && document.group() == fact.group()
                        && document.subject().equals(fact.subject());
                reference(fact, exists ? Optional.of(Standing.values()[document.tag()]) : Optional.empty());
            }
        }
        junctions.forEach(EdgeSides::end);
    }

    private void reference(Fact fact, Optional<Standing> standing) {
        HeldReference reference = references.get(fact.tag());
        boolean isExcluded = standing.filter(Standing.EXCLUDED::equals).isPresent();
        boolean exists = standing.isPresent() && !isExcluded;
        if (reference.isToOneOfSeveral()) {
            int candidate = candidate(reference, fact.group());
            several.add(new Fact(
                    fact.tag(), fact.object(), whicheverCollection(fact.subject()), exists ? candidate : NOWHERE));
        } else if (isExcluded) {
            reference.toExcluded().add(() -> ShownId.of(fact.object()));
        } else if (!exists) {
            reference.dangling().add(() -> ShownId.of(fact.object()));
        } else if (standing.get() == Standing.DEAD_LETTER) {
            reference.toDeadLetters().add(() -> ShownId.of(fact.object()));
        }
    }

    private int candidate(HeldReference reference, int group) {
        return reference.candidates().indexOf(collections.get(group));
    }

    /** The same ObjectId has a row id of its own in each collection; here it is one id. */
    private static UUID whicheverCollection(UUID rowId) {
        if (rowId.version() != 8) {
            return Fact.NOBODY;
        }
        ObjectId id = CollectionIds.objectId(rowId);
        return new CollectionIds("", 0).uuid(id);
    }

    private void scanSeveral() {
        Fact first = null;
        List<Integer> homes = new ArrayList<>();
        var sorted = several.sorted();
        while (sorted.hasNext()) {
            Fact fact = sorted.next();
            if (first != null && !isSameId(first, fact)) {
                home(first, homes);
                homes.clear();
            }
            first = fact;
            if (fact.tag() != NOWHERE) {
                homes.add(fact.tag());
            }
        }
        if (first != null) {
            home(first, homes);
        }
    }

    private static boolean isSameId(Fact one, Fact other) {
        return one.group() == other.group()
                && one.subject().equals(other.subject())
                && one.object().equals(other.object());
    }

    private void home(Fact fact, List<Integer> homes) {
        HeldReference reference = references.get(fact.group());
        String holder = ShownId.of(fact.subject());
        if (homes.isEmpty()) {
            reference.dangling().add(() -> holder);
        } else if (homes.size() > 1) {
            reference.inSeveral().add(() -> holder);
        } else {
            reference.foundIn().get(homes.get(0)).add(() -> holder);
        }
    }

    @Override
    public void close() {
        facts.close();
        several.close();
    }
}
