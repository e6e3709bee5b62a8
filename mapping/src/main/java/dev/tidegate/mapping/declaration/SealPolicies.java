package dev.tidegate.mapping.declaration;

import java.util.Map;

/**
 * What becomes of rows that a foreign key or a unique constraint would refuse. Nothing of it happens while rows flow: it
 * is for {@code tidegate references --apply} and for the moment when constraints are sealed.
 *
 * @param dangling of every column that {@code overrides} does not name
 */
public record SealPolicies(Dangling dangling, Duplicates duplicates, Map<ColumnName, Dangling> overrides) {

    public static final SealPolicies DEFAULTS = new SealPolicies(Dangling.KEEP, Duplicates.BLOCK);

    /** A column with a foreign key. */
    public record ColumnName(String table, String column) {}

    /** For references whose document does not exist, or is a dead letter without a row. */
    public enum Dangling {
        /** They stay as they are, and block the foreign key. */
        KEEP,
        /** NULL in the column; where it cannot be, the edge or child is removed. */
        NULL_AND_RECORD,
        /** An empty parent row. */
        PLACEHOLDER,
        /** The document that refers becomes a dead letter; an edge is removed. */
        DEAD_LETTER,
        FAIL
    }

    /** For two documents with one value of a unique index. */
    public enum Duplicates {
        BLOCK,
        /** The others become dead letters. */
        KEEP_NEWEST
    }

    public SealPolicies {
        overrides = Map.copyOf(overrides);
    }

    public SealPolicies(Dangling dangling, Duplicates duplicates) {
        this(dangling, duplicates, Map.of());
    }

    public Dangling dangling(String table, String column) {
        return overrides.getOrDefault(new ColumnName(table, column), dangling);
    }
}
