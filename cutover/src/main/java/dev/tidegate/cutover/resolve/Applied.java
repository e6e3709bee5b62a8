package dev.tidegate.cutover.resolve;

/**
 * The resolutions of one application of the policies.
 *
 * @param nulled references set NULL
 * @param removed edges and children removed
 * @param placeholders rows inserted
 * @param deadLettered documents with a value that a newer one has
 * @param passedOver findings that no longer held when their turn came, or that no policy is for: check again
 */
public record Applied(long nulled, long removed, long placeholders, long deadLettered, long passedOver) {
    static final Applied NOTHING = new Applied(0, 0, 0, 0, 0);
    static final Applied NULLED = new Applied(1, 0, 0, 0, 0);
    static final Applied REMOVED = new Applied(0, 1, 0, 0, 0);
    static final Applied PLACEHOLDER = new Applied(0, 0, 1, 0, 0);
    static final Applied DEAD_LETTERED = new Applied(0, 0, 0, 1, 0);
    static final Applied PASSED_OVER = new Applied(0, 0, 0, 0, 1);

    public long resolutions() {
        return nulled + removed + placeholders + deadLettered;
    }

    Applied plus(Applied other) {
        return new Applied(
                nulled + other.nulled,
                removed + other.removed,
                placeholders + other.placeholders,
                deadLettered + other.deadLettered,
                passedOver + other.passedOver);
    }
}
