package dev.tidegate.mapping.declaration;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A many-to-many table. An edge is present while any end that holds edges holds it.
 *
 * @param table its primary key is (left.column, right.column)
 */
public record Junction(String table, End left, End right) {

    /**
     * @param column uuid column of the junction table
     * @param array {@link SourcePath path} of the array of references to the <em>other</em> end's documents, in this end's documents, or in the elements
     *     of lists on its way;
     *     empty when this end holds no edges
     */
    public record End(String collection, String column, Optional<String> array) {}

    public Junction {
        if (left.array().isEmpty() && right.array().isEmpty()) {
            throw new IllegalArgumentException("junction " + table + ": neither end holds the edges");
        }
    }

    public End end(boolean isLeft) {
        return isLeft ? left : right;
    }

    /** The ends whose documents are of this collection: both, where documents of one collection refer to each other. */
    public List<End> endsIn(String collection) {
        return Stream.of(left, right)
                .filter(end -> end.collection().equals(collection))
                .toList();
    }

    /** True when both ends hold edges, so that an edge's presence is the union of two claims. */
    public boolean isUnion() {
        return left.array().isPresent() && right.array().isPresent();
    }
}
