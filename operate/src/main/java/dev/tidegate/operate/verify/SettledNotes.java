package dev.tidegate.operate.verify;

import dev.tidegate.validator.source.ClusterTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Notes in the target of which nothing is left to do here. Each waits until all is verified up to its time: what was found
 * by a pass in its place is known in memory alone until then.
 */
final class SettledNotes {
    private final List<Settled> notes = new ArrayList<>();

    private record Settled(long note, long time) {}

    /** @param time 0: it was checked by itself */
    void add(long note, long time) {
        notes.add(new Settled(note, time));
    }

    void addAll(List<Long> settled, long time) {
        settled.forEach(note -> add(note, time));
    }

    /** Those that may be deleted, together with storing that all is verified up to then. */
    List<Long> take(long verifiedThrough) {
        List<Long> taken = new ArrayList<>();
        notes.removeIf(settled -> {
            boolean isVerified = !ClusterTime.isBefore(verifiedThrough, settled.time());
            if (isVerified) {
                taken.add(settled.note());
            }
            return isVerified;
        });
        return taken;
    }
}
