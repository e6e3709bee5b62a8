package dev.tidegate.validator.actual;

import dev.tidegate.mapping.declaration.TidegateTables;

/** Tidegate's own tables as findings name them. */
public final class TargetNames {
    public static final String UNMAPPED = TidegateTables.UNMAPPED.displayName();
    public static final String DEAD_LETTER = TidegateTables.DEAD_LETTER.displayName();
    public static final String ID_MAP = TidegateTables.ID_MAP.displayName();

    private TargetNames() {}
}
