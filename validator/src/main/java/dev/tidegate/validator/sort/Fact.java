package dev.tidegate.validator.sort;

import java.util.Comparator;
import java.util.UUID;

/**
 * Something small that was seen once and must be brought together with others: ordered by group, subject, object, tag.
 *
 * @param group facts of different groups never meet
 */
public record Fact(int group, UUID subject, UUID object, int tag) implements Comparable<Fact> {
    /** Sorts before any row id. */
    public static final UUID NOBODY = new UUID(Long.MIN_VALUE, Long.MIN_VALUE);

    static final int BYTES = 2 * Integer.BYTES + 4 * Long.BYTES;

    private static final Comparator<Fact> ORDER = Comparator.comparingInt(Fact::group)
            .thenComparing(Fact::subject)
            .thenComparing(Fact::object)
            .thenComparingInt(Fact::tag);

    @Override
    public int compareTo(Fact other) {
        return ORDER.compare(this, other);
    }
}
