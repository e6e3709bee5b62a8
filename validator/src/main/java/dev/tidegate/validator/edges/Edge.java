package dev.tidegate.validator.edges;

import java.util.Comparator;

/** An edge as four numbers, two for each end: {@link EdgeEnd} says which. */
record Edge(long leftHigh, long leftLow, long rightHigh, long rightLow) implements Comparable<Edge> {
    static final int BYTES = 4 * Long.BYTES;
    private static final Comparator<Edge> ORDER = Comparator.comparingLong(Edge::leftHigh)
            .thenComparingLong(Edge::leftLow)
            .thenComparingLong(Edge::rightHigh)
            .thenComparingLong(Edge::rightLow);

    @Override
    public int compareTo(Edge other) {
        return ORDER.compare(this, other);
    }
}
