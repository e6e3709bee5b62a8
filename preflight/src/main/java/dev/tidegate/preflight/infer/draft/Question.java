package dev.tidegate.preflight.infer.draft;

import java.util.Comparator;

/**
 * Something that documents alone cannot say.
 *
 * @param doubt from 0, hardly any, to 100
 * @param where collection and field
 */
public record Question(int doubt, String where, String text) implements Comparable<Question> {
    private static final Comparator<Question> MOST_DOUBTFUL_FIRST =
            Comparator.comparingInt(Question::doubt).reversed().thenComparing(Question::where);

    @Override
    public int compareTo(Question other) {
        return MOST_DOUBTFUL_FIRST.compare(this, other);
    }
}
