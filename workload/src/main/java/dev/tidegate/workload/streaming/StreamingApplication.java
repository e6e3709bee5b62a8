package dev.tidegate.workload.streaming;

import dev.tidegate.workload.Application;
import dev.tidegate.workload.CollectionCounts;
import dev.tidegate.workload.Draft;
import dev.tidegate.workload.Edges;
import dev.tidegate.workload.Fault;
import dev.tidegate.workload.FaultPlan;
import dev.tidegate.workload.GeneratedDocument;
import dev.tidegate.workload.Link;
import dev.tidegate.workload.Link.End;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The made up streaming service of {@code migrations/examples/streaming}. */
public final class StreamingApplication implements Application {
    private static final List<Link> LINKS = List.of(
            new Link(End.of("titles", "genres"), End.withoutArray("genres")),
            new Link(End.of("users", "follows"), End.of("users", "followedBy")));

    private static final Map<String, List<String>> OPTIONAL = Map.of(
            "titles",
                    List.of(
                            "price",
                            "score",
                            "released",
                            "tags",
                            "chapters",
                            "poster",
                            "filmedAt",
                            "stats",
                            "director"),
            "users", List.of("lastSeen", "birthday", "level", "ip", "prefs", "avatar", "devices"),
            "orders", List.of("paidAt", "discount", "note", "receipt"),
            "playlists", List.of("titles", "sharedWith", "playedAt", "plays"),
            "events_2025", List.of("value", "seconds", "title"),
            "events_2026", List.of("value", "seconds", "title"),
            "genres", List.of("rank"),
            "charts", List.of("score"));

    /** Which table a title or a user is in, and whether in any, is decided by these together. */
    private static final Map<String, Set<String>> TOGETHER = Map.of(
            "titles", Set.of("kind", "deletedAt"),
            "users", Set.of("deletedAt"),
            "playlists", Set.of("onModel", "about"),
            "events_2025", Set.of("kind"),
            "events_2026", Set.of("kind"));

    private final long seed;
    private final Map<String, Integer> counts;
    private final StreamingIds ids;
    private final Edges edges;
    private final FaultPlan faults;

    /** @throws IllegalArgumentException when there are fewer documents than collections */
    public StreamingApplication(long seed, int documents) {
        this.seed = seed;
        this.counts = CollectionCounts.of(documents, shares());
        this.ids = new StreamingIds(seed, counts);
        this.edges = new Edges(seed, ids, LINKS);
        this.faults = new FaultPlan(StreamingFaults.ALL, counts);
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
            case "genres" -> TitleDocuments.genre(draft);
            case "titles" -> TitleDocuments.title(draft, ids);
            case "users" -> PeopleDocuments.user(draft);
            case "playlists" -> PeopleDocuments.playlist(draft);
            case "orders" -> TradeDocuments.order(draft, ids);
            case "events_2025" -> TradeDocuments.eventOf2025(draft);
            case "events_2026" -> TradeDocuments.event(draft);
            case "charts" -> TradeDocuments.chart(draft);
            default -> throw new IllegalArgumentException("no collection of the streaming service: " + collection);
        }
        fault.ifPresent(found -> found.spoiling().spoil(draft.document, ids));
        return new GeneratedDocument(collection, draft.document, fault);
    }

    @Override
    public List<Fault> faults() {
        return StreamingFaults.ALL;
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
        return TOGETHER.getOrDefault(collection, Set.of());
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
        shares.put("genres", -20);
        shares.put("titles", -220);
        shares.put("users", -220);
        shares.put("playlists", -150);
        shares.put("events_2025", -60);
        shares.put("events_2026", -100);
        shares.put("charts", -20);
        shares.put("orders", CollectionCounts.FILLED_UP);
        return shares;
    }
}
