package dev.tidegate.validator.evidence;

import dev.tidegate.mapping.declaration.TidegateTables;

/** Tidegate's own tables as findings name them. */
public final class TargetNames {
    public static final String UNMAPPED = TidegateTables.SCHEMA + "." + TidegateTables.UNMAPPED.name();
    public static final String DEAD_LETTER = TidegateTables.SCHEMA + "." + TidegateTables.DEAD_LETTER.name();
    public static final String ID_MAP = TidegateTables.SCHEMA + "." + TidegateTables.ID_MAP.name();

    private TargetNames() {}
}
