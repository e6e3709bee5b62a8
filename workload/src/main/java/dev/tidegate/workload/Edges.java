package dev.tidegate.workload;

import java.util.ArrayList;
import java.util.List;
import org.bson.BsonValue;

/**
 * The many-to-many edges, computed from either end alone so that both ends' arrays agree without memory.
 *
 * <p>One edge in five is held by one end only, as {@code connect} and {@code disconnect} of different ages left them.
 */
public final class Edges {
    private static final int AT_MOST = 3;
    private static final int EXISTS_PERCENT = 30;
    private static final int HELD_PERCENT = 89;

    private final long seed;
    private final Ids ids;
    private final List<Link> links;

    public Edges(long seed, Ids ids, List<Link> links) {
        this.seed = seed;
        this.ids = ids;
        this.links = List.copyOf(links);
    }

    /** The ids that this end's array holds in that version of the document, null when the collection has no such array. */
    List<BsonValue> held(String collection, String array, int ordinal, int version) {
        for (int link = 0; link < links.size(); link++) {
            if (isEnd(links.get(link).left(), collection, array)) {
                return fromLeft(link, ordinal, version);
            }
            if (isEnd(links.get(link).right(), collection, array)) {
                return fromRight(link, ordinal, version);
            }
        }
        throw new IllegalArgumentException("no end of an edge: " + collection + "." + array);
    }

    /** The collection at the other end. */
    String other(String collection, String array) {
        return links.stream()
                .filter(link -> isEnd(link.left(), collection, array))
                .map(link -> link.right().collection())
                .findFirst()
                .or(() -> links.stream()
                        .filter(link -> isEnd(link.right(), collection, array))
                        .map(link -> link.left().collection())
                        .findFirst())
                .orElseThrow();
    }

    private static boolean isEnd(Link.End end, String collection, String array) {
        return end.collection().equals(collection)
                && end.array().filter(array::equals).isPresent();
    }

    private List<BsonValue> fromLeft(int link, int left, int version) {
        String target = links.get(link).right().collection();
        int rights = ids.count(target);
        var held = new ArrayList<BsonValue>();
        for (int nth = 0; nth < AT_MOST; nth++) {
            if (exists(link, left, nth) && Mix.percent(HELD_PERCENT, seed, link, left, nth, version, 'L')) {
                held.add(ids.id(target, Math.floorMod(left + nth + link, rights)));
            }
        }
        return held;
    }

    private List<BsonValue> fromRight(int link, int right, int version) {
        String target = links.get(link).left().collection();
        int lefts = ids.count(target);
        int rights = ids.count(links.get(link).right().collection());
        var held = new ArrayList<BsonValue>();
        for (int nth = 0; nth < AT_MOST; nth++) {
            for (int left = Math.floorMod(right - nth - link, rights); left < lefts; left += rights) {
                if (exists(link, left, nth) && Mix.percent(HELD_PERCENT, seed, link, left, nth, version, 'R')) {
                    held.add(ids.id(target, left));
                }
            }
        }
        return held;
    }

    private boolean exists(int link, int left, int nth) {
        return Mix.percent(EXISTS_PERCENT, seed, link, left, nth);
    }
}
