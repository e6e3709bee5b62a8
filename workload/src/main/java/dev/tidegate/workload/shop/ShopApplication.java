package dev.tidegate.workload.shop;

import dev.tidegate.workload.CollectionCounts;
import dev.tidegate.workload.Draft;
import dev.tidegate.workload.GeneratedApplication;
import dev.tidegate.workload.Link;
import dev.tidegate.workload.Link.End;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The small shop of {@code migrations/examples/shop}. */
public final class ShopApplication extends GeneratedApplication {
    private static final List<Link> LINKS = List.of(
            new Link(End.of("select", "members"), End.withoutArray("products")),
            new Link(End.of("kunden", "friendIds"), End.of("kunden", "friendOf")));

    private static final Map<String, List<String>> OPTIONAL = Map.of(
            "kunden",
                    List.of("contact", "mail", "created_on", "credit", "settings", "order", "favourites", "invitedBy"),
            "products", List.of("description", "labels", "images"),
            "orders", List.of("state", "gift", "about", "lines", "shipping"),
            "select", List.of("from", "quoted", "note"));

    /** @throws IllegalArgumentException when there are fewer documents than collections */
    public ShopApplication(long seed, int documents) {
        this(seed, CollectionCounts.of(documents, shares()));
    }

    private ShopApplication(long seed, Map<String, Integer> counts) {
        super(seed, counts, new ShopIds(seed, counts), LINKS, ShopFaults.ALL);
    }

    @Override
    protected void write(String collection, Draft draft) {
        switch (collection) {
            case "kunden" -> ShopDocuments.customer(draft);
            case "products" -> ShopDocuments.product(draft);
            case "orders" -> ShopDocuments.order(draft);
            case "select" -> ShopDocuments.group(draft);
            default -> throw new IllegalArgumentException("no collection of the shop: " + collection);
        }
    }

    @Override
    public List<String> optional(String collection) {
        return OPTIONAL.get(collection);
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
