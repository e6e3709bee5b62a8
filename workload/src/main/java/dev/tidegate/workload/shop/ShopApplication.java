package dev.tidegate.workload.shop;

import dev.tidegate.workload.Application;
import dev.tidegate.workload.CollectionCounts;
import dev.tidegate.workload.Draft;
import dev.tidegate.workload.Edges;
import dev.tidegate.workload.Fault;
import dev.tidegate.workload.FaultPlan;
import dev.tidegate.workload.GeneratedDocument;
import dev.tidegate.workload.Ids;
import dev.tidegate.workload.Link;
import dev.tidegate.workload.Link.End;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The small shop of {@code migrations/examples/shop}. */
public final class ShopApplication implements Application {
    private static final List<Link> LINKS = List.of(
            new Link(End.of("select", "members"), End.withoutArray("products")),
            new Link(End.of("kunden", "friendIds"), End.of("kunden", "friendOf")));

    private static final Map<String, List<String>> OPTIONAL = Map.of(
            "kunden",
                    List.of("contact", "mail", "created_on", "credit", "settings", "order", "favourites", "invitedBy"),
            "products", List.of("description", "labels", "images"),
            "orders", List.of("state", "gift", "about", "lines", "shipping"),
            "select", List.of("from", "quoted", "note"));

    private final long seed;
    private final Map<String, Integer> counts;
    private final Ids ids;
    private final Edges edges;
    private final FaultPlan faults;

    /** @throws IllegalArgumentException when there are fewer documents than collections */
    public ShopApplication(long seed, int documents) {
        this.seed = seed;
        this.counts = CollectionCounts.of(documents, shares());
        this.ids = new ShopIds(seed, counts);
        this.edges = new Edges(seed, ids, LINKS);
        this.faults = new FaultPlan(ShopFaults.ALL, counts);
    }

    @Override
    public long seed() {
        return seed;
    }

    @Override
    public Map<String, Integer> counts() {
        return counts;
    }

    @Override
    public GeneratedDocument document(String collection, int ordinal, int version, Optional<Fault> fault) {
        var draft = new Draft(seed, collection, ordinal, version, ids, edges);
        switch (collection) {
            case "kunden" -> ShopDocuments.customer(draft);
            case "products" -> ShopDocuments.product(draft);
            case "orders" -> ShopDocuments.order(draft);
            case "select" -> ShopDocuments.group(draft);
            default -> throw new IllegalArgumentException("no collection of the shop: " + collection);
        }
        fault.ifPresent(found -> found.spoiling().spoil(draft.document, ids));
        return new GeneratedDocument(collection, draft.document, fault);
    }

    @Override
    public List<Fault> faults() {
        return ShopFaults.ALL;
    }

    @Override
    public Map<Integer, Fault> faultsOfFirstLoad(String collection) {
        return faults.of(collection);
    }

    @Override
    public List<Link> links() {
        return LINKS;
    }

    @Override
    public Set<String> writtenTogether(String collection) {
        return Set.of();
    }

    @Override
    public List<String> optional(String collection) {
        return OPTIONAL.get(collection);
    }

    @Override
    public boolean mayBeDeleted(String collection, int ordinal) {
        return true;
    }

    private static Map<String, Integer> shares() {
        var shares = new LinkedHashMap<String, Integer>();
        shares.put("kunden", -300);
        shares.put("products", -250);
        shares.put("select", -40);
        shares.put("orders", CollectionCounts.FILLED_UP);
        return shares;
    }
}
