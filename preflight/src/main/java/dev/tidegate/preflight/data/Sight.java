package dev.tidegate.preflight.data;

/** One value as a column sees it: its kind by name, and whether that fits. */
record Sight(String kind, Fit fit) {
    static final Sight ABSENT = new Sight(KindNames.ABSENT, Fit.ABSENT);
    static final Sight NULL = new Sight(KindNames.NULL, Fit.ABSENT);
}
