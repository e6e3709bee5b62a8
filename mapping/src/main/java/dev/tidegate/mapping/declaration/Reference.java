package dev.tidegate.mapping.declaration;

import java.util.List;

/**
 * What the ids in a column refer to: one collection, or one of several.
 *
 * <p>With several candidates an id belongs to the candidate whose collection has it; where none has it, or in
 * more than one, to the first.
 */
public record Reference(List<Candidate> candidates) {

    /**
     * @param collection source collection whose documents' {@code _id} is meant
     * @param column the column that takes the id when it belongs to this candidate
     */
    public record Candidate(String collection, String column) {}

    public Reference {
        candidates = List.copyOf(candidates);
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("a reference names at least one collection");
        }
    }

    public boolean isToOneOfSeveral() {
        return candidates.size() > 1;
    }

    public String onlyCollection() {
        if (isToOneOfSeveral()) {
            throw new IllegalStateException("refers to one of several collections: " + candidates);
        }
        return candidates.get(0).collection();
    }
}
