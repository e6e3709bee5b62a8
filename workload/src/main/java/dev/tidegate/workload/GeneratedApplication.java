package dev.tidegate.workload;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What all applications have whose documents are drafted, one collection after the other. */
public abstract class GeneratedApplication implements Application {
    private final long seed;
    private final Map<String, Integer> counts;
    private final Ids ids;
    private final List<Link> links;
    private final Edges edges;
    private final List<Fault> faults;
    private final FaultPlan plan;

    protected GeneratedApplication(
            long seed, Map<String, Integer> counts, Ids ids, List<Link> links, List<Fault> faults) {
        this.seed = seed;
        this.counts = counts;
        this.ids = ids;
        this.links = links;
        this.edges = new Edges(seed, ids, links);
        this.faults = faults;
        this.plan = new FaultPlan(faults, counts);
    }

    /** Writes a good document. */
    protected abstract void write(String collection, Draft draft);

    @Override
    public final GeneratedDocument document(String collection, int ordinal, int version, Optional<Fault> fault) {
        var draft = new Draft(seed, collection, ordinal, version, ids, edges);
        write(collection, draft);
        fault.ifPresent(found -> found.spoiling().spoil(draft.document, ids));
        return new GeneratedDocument(collection, draft.document, fault);
    }

    @Override
    public final long seed() {
        return seed;
    }

    @Override
    public final Map<String, Integer> counts() {
        return counts;
    }

    @Override
    public final List<Fault> faults() {
        return faults;
    }

    @Override
    public final Map<Integer, Fault> faultsOfFirstLoad(String collection) {
        return plan.of(collection);
    }

    @Override
    public final List<Link> links() {
        return links;
    }

    @Override
    public Set<String> writtenTogether(String collection) {
        return Set.of();
    }

    @Override
    public boolean mayBeDeleted(String collection, int ordinal) {
        return true;
    }
}
