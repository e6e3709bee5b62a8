package dev.tidegate.validator.recheck;

import dev.tidegate.validator.compare.Comparison;
import dev.tidegate.validator.compare.SourceVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the source held at earlier checks of a subject that keeps changing, oldest first, and a bounded number of them. */
final class SeenVersions {
    private static final int AT_MOST = 48;

    private final List<Seen> versions = new ArrayList<>();

    /** @param taken the last fence that had been taken before it was read */
    private record Seen(Optional<SourceVersion> document, boolean isInSource, long taken) {}

    void add(Comparison checked, long taken) {
        if (versions.size() == AT_MOST) {
            for (int index = AT_MOST - 1; index > 0; index -= 2) {
                versions.remove(index);
            }
        }
        versions.add(new Seen(checked.version(), checked.inSource(), taken));
    }

    int size() {
        return versions.size();
    }

    /** Those of a document that were read behind the fence. */
    List<SourceVersion> behind(long fence) {
        forgetBefore(fence);
        return versions.stream().flatMap(seen -> seen.document().stream()).toList();
    }

    /** Whether the edge was there, or was not, at some check behind the fence. */
    boolean hasEdgeBehind(long fence, boolean isThere) {
        forgetBefore(fence);
        return versions.stream().anyMatch(seen -> seen.isInSource() == isThere);
    }

    private void forgetBefore(long fence) {
        versions.removeIf(seen -> seen.taken() < fence);
    }
}
