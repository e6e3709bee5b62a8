package dev.tidegate.validator.result;

/**
 * What became of differences that were met while changes were on their way.
 *
 * @param suspects differing documents and edges of the first check
 * @param agreed those that agreed when they were rechecked
 * @param generations how often what still differed was rechecked
 * @param undecided those that the pipeline had not passed, or that kept changing, when patience ended
 */
public record Settling(long suspects, long agreed, int generations, long undecided) {
    public static final Settling NONE = new Settling(0, 0, 0, 0);
}
