package dev.tidegate.embedded.mongo;

/** Which element of an array a filter found last: what {@code $} in an update means. -1 when it found none in one. */
final class MatchPosition {
    private int index = -1;

    int index() {
        return index;
    }

    void found(int element) {
        if (element >= 0) {
            index = element;
        }
    }
}
