package dev.tidegate.preflight.infer.evidence;

import java.util.List;

/**
 * What a place's values refer to.
 *
 * @param homes one collection, or several when no one of them has the values
 * @param values by document
 * @param found so many of them are ids in one of the homes
 * @param others collections that have as good as all of the values as well, and were not chosen
 * @param byName names had to decide between the homes and the others
 */
public record Referred(List<Home> homes, long values, long found, List<String> others, boolean byName) {
    /** @param found values that the collection has as ids */
    public record Home(String collection, long found) {}

    public Referred {
        homes = List.copyOf(homes);
        others = List.copyOf(others);
    }

    public boolean isToOneOfSeveral() {
        return homes.size() > 1;
    }

    public String collection() {
        return homes.get(0).collection();
    }

    public long missing() {
        return values - found;
    }
}
