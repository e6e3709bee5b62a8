package dev.tidegate.validator;

import dev.tidegate.mapping.declaration.TidegateTables;

/** Tidegate's own tables as findings name them. */
final class TargetNames {
    static final String UNMAPPED = TidegateTables.SCHEMA + "." + TidegateTables.UNMAPPED.name();
    static final String DEAD_LETTER = TidegateTables.SCHEMA + "." + TidegateTables.DEAD_LETTER.name();
    static final String ID_MAP = TidegateTables.SCHEMA + "." + TidegateTables.ID_MAP.name();

    private TargetNames() {}
}
