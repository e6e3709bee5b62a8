package dev.tidegate.validator.result;

/**
 * The second layer for one table.
 *
 * @param compared documents of an entity's collection, elements of a child table's, edges of a junction
 * @param mismatched those of them, and rows beyond them, that differ
 */
public record Records(long compared, long mismatched) {
    public long matched() {
        return Math.max(0, compared - mismatched);
    }
}
