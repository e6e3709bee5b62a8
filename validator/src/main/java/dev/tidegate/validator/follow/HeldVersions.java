package dev.tidegate.validator.follow;

import dev.tidegate.validator.compare.SourceVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Versions of one document that were read after its oldest unverified change, oldest first. A row that equals one of them
 * holds every change up to when it was read. When they are too many every other one goes, so that they span all the time
 * that a change may be on its way.
 */
final class HeldVersions {
    private static final int AT_MOST = 48;

    private final List<Held> versions = new ArrayList<>();

    /** @param changeAfter the first change that was met after the version had been read */
    private static final class Held {
        private final SourceVersion version;
        private OptionalLong changeAfter = OptionalLong.empty();

        private Held(SourceVersion version) {
            this.version = version;
        }
    }

    void hold(SourceVersion version) {
        if (versions.size() == AT_MOST) {
            List<Held> thinned = new ArrayList<>();
            for (int i = 0; i < versions.size(); i += 2) {
                thinned.add(versions.get(i));
            }
            versions.clear();
            versions.addAll(thinned);
        }
        versions.add(new Held(version));
    }

    void changed(long time) {
        versions.stream()
                .filter(held -> held.changeAfter.isEmpty())
                .forEach(held -> held.changeAfter = OptionalLong.of(time));
    }

    boolean isEmpty() {
        return versions.isEmpty();
    }

    int size() {
        return versions.size();
    }

    List<SourceVersion> all() {
        return versions.stream().map(held -> held.version).toList();
    }

    /**
     * The row equals one of the versions; which one is not known, but none was read before the oldest.
     *
     * @return the oldest change that this does not verify; empty when there is none
     */
    OptionalLong agreed() {
        return versions.remove(0).changeAfter;
    }
}
