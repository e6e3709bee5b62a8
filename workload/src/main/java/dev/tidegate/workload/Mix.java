package dev.tidegate.workload;

/** Well spread 64 bits out of a few numbers: the same on every machine. */
final class Mix {
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private Mix() {}

    static long of(long... parts) {
        long state = GOLDEN;
        for (long part : parts) {
            state = finish(state ^ part * GOLDEN) + GOLDEN;
        }
        return finish(state);
    }

    static boolean percent(int percent, long... parts) {
        return Math.floorMod(of(parts), 100) < percent;
    }

    private static long finish(long bits) {
        long first = (bits ^ bits >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        long second = (first ^ first >>> 27) * 0x94D0_49BB_1331_11EBL;
        return second ^ second >>> 31;
    }
}
