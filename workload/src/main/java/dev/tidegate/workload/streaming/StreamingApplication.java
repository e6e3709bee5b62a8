package dev.tidegate.workload.streaming;

import dev.tidegate.workload.CollectionCounts;
import dev.tidegate.workload.Draft;
import dev.tidegate.workload.GeneratedApplication;
import dev.tidegate.workload.Link;
import dev.tidegate.workload.Link.End;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The made up streaming service of {@code migrations/examples/streaming}. */
public final class StreamingApplication extends GeneratedApplication {
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

    private final StreamingIds ids;

    /** @throws IllegalArgumentException when there are fewer documents than collections */
    public StreamingApplication(long seed, int documents) {
        this(seed, CollectionCounts.of(documents, shares()));
    }

    private StreamingApplication(long seed, Map<String, Integer> counts) {
        this(seed, counts, new StreamingIds(seed, counts));
    }

    private StreamingApplication(long seed, Map<String, Integer> counts, StreamingIds ids) {
        super(seed, counts, ids, LINKS, StreamingFaults.ALL);
        this.ids = ids;
    }

    @Override
    protected void write(String collection, Draft draft) {
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
    }

    @Override
    public Set<String> writtenTogether(String collection) {
        return TOGETHER.getOrDefault(collection, Set.of());
    }

    @Override
    public List<String> optional(String collection) {
        return OPTIONAL.get(collection);
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
