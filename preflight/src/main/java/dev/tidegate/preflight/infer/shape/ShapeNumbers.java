package dev.tidegate.preflight.infer.shape;

import java.util.ArrayList;
import java.util.List;

/** Numbers the places of all collections, and bounds how many a collection has. */
public final class ShapeNumbers {
    private static final int MOST_PLACES = 20_000;

    private final List<FieldShape> shapes = new ArrayList<>();
    private int full = MOST_PLACES;

    int next(FieldShape shape) {
        shapes.add(shape);
        return shapes.size() - 1;
    }

    /** The next collection has all of its places again. */
    void startCollection() {
        full = shapes.size() + MOST_PLACES;
    }

    boolean isFull() {
        return shapes.size() >= full;
    }

    public FieldShape shape(int number) {
        return shapes.get(number);
    }

    public int size() {
        return shapes.size();
    }
}
