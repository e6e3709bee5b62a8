package dev.tidegate.mapping.declaration;

/**
 * What happens to values that cannot be carried exactly. Stated per migration, overridden per field.
 *
 * @param inexactType a value of another type that converts exactly
 * @param invalid a value that does not convert, is out of range
 * @param invalidEnum a text that is no label
 * @param nul U+0000 in text or jsonb
 * @param emptyAsNull the empty string counts as absent
 */
public record Policies(Converted inexactType, Invalid invalid, Invalid invalidEnum, Nul nul, boolean emptyAsNull) {

    public static final Policies DEFAULTS =
            new Policies(Converted.CONVERT, Invalid.DEAD_LETTER, Invalid.DEAD_LETTER, Nul.REPLACE, false);

    public enum Converted {
        CONVERT,
        DEAD_LETTER
    }

    public enum Invalid {
        DEAD_LETTER,
        /** NULL in the column, the original kept in {@code tidegate.unmapped}. */
        NULL_AND_KEEP
    }

    public enum Nul {
        /** U+FFFD in its place, the original kept in {@code tidegate.unmapped}. */
        REPLACE,
        DEAD_LETTER
    }
}
