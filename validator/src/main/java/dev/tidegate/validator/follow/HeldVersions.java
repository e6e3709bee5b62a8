package dev.tidegate.validator.follow;

import dev.tidegate.validator.compare.SourceVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Moments after the oldest unverified change of one subject, oldest first, most of them looks at it, some with the version
 * that was read. Behind a fence that was taken after such a moment, a row that equals what was read then or later holds every
 * change until then; without the fence it may still hold an equal value from before. When they are too many every other
 * one goes, so that they span all the time that a change may be on its way.
 */
final class HeldVersions {
    private static final int AT_MOST = 48;

    private final List<Held> versions = new ArrayList<>();

    private static final class Held {
        private final Optional<SourceVersion> version;
        private final long generation;
        private OptionalLong changeAfter = OptionalLong.empty();
        private int changesAfter;

        private Held(Optional<SourceVersion> version, long generation) {
            this.version = version;
            this.generation = generation;
        }

        private Rest rest() {
            return new Rest(changeAfter, changesAfter);
        }
    }

    /**
     * What is left to verify.
     *
     * @param oldest change; empty when there is none
     * @param changes how many
     */
    record Rest(OptionalLong oldest, int changes) {}

    /** @param generation of the first fence that is taken after it was read */
    void hold(Optional<SourceVersion> version, long generation) {
        if (!versions.isEmpty() && versions.get(versions.size() - 1).changesAfter == 0) {
            return;
        }
        if (versions.size() == AT_MOST) {
            List<Held> thinned = new ArrayList<>();
            for (int i = 0; i < versions.size(); i += 2) {
                thinned.add(versions.get(i));
            }
            versions.clear();
            versions.addAll(thinned);
        }
        versions.add(new Held(version, generation));
    }

    void changed(long time) {
        for (Held held : versions) {
            held.changesAfter++;
            if (held.changeAfter.isEmpty()) {
                held.changeAfter = OptionalLong.of(time);
            }
        }
    }

    boolean isEmpty() {
        return versions.isEmpty();
    }

    int size() {
        return (int) versions.stream().filter(held -> held.version.isPresent()).count();
    }

    /** The last fence that one of them waits for; 0 for none. */
    long awaitedFence() {
        return versions.isEmpty() ? 0 : versions.get(versions.size() - 1).generation;
    }

    boolean isAnyBehind(long passedGeneration) {
        return !versions.isEmpty() && versions.get(0).generation <= passedGeneration;
    }

    /** The versions that a row may hold behind the passed fence, from the last before it on. */
    List<SourceVersion> possible(long passedGeneration) {
        dropReplaced(passedGeneration);
        return isAnyBehind(passedGeneration)
                ? versions.stream().flatMap(held -> held.version.stream()).toList()
                : List.of();
    }

    /** The row equals what was read at the last moment before the passed fence, or later. Empty without such a moment. */
    Optional<Rest> agreed(long passedGeneration) {
        dropReplaced(passedGeneration);
        return isAnyBehind(passedGeneration) ? Optional.of(versions.remove(0).rest()) : Optional.empty();
    }

    private void dropReplaced(long passedGeneration) {
        while (versions.size() > 1 && versions.get(1).generation <= passedGeneration) {
            versions.remove(0);
        }
    }
}
