package dev.tidegate.mapping.declaration;

import java.util.List;
import java.util.Optional;

/**
 * What the ids in a column refer to: one collection, or one of several.
 *
 * <p>With several candidates an id belongs to the candidate whose collection has it; where none has it, or in
 * more than one, to the first. Where a field of the document says which collection is meant, it alone decides.
 *
 * @param by path of that field, beside the reference's own
 */
public record Reference(List<Candidate> candidates, Optional<String> by) {

    /**
     * @param collection source collection whose documents' {@code _id} is meant
     * @param when text of the field {@code by} for which it is this one
     * @param column the column that takes the id when it belongs to this candidate
     */
    public record Candidate(String collection, String column, Optional<String> when) {
        public Candidate(String collection, String column) {
            this(collection, column, Optional.empty());
        }
    }

    public Reference {
        candidates = List.copyOf(candidates);
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("a reference names at least one collection");
        }
    }

    /** Existing ids decide. */
    public Reference(List<Candidate> candidates) {
        this(candidates, Optional.empty());
    }

    public boolean isToOneOfSeveral() {
        return candidates.size() > 1 || by.isPresent();
    }

    /** Whether it depends on which collection has the id. */
    public boolean asksForExistingIds() {
        return isToOneOfSeveral() && by.isEmpty();
    }

    public String onlyCollection() {
        if (isToOneOfSeveral()) {
            throw new IllegalStateException("refers to one of several collections: " + candidates);
        }
        return candidates.get(0).collection();
    }
}
