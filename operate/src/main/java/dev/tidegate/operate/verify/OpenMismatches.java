package dev.tidegate.operate.verify;

import dev.tidegate.validator.compare.Comparison;
import dev.tidegate.validator.difference.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What differs for certain. Each is rechecked on every change of it, and now and then. */
final class OpenMismatches {
    private static final int AT_MOST = 50_000;
    private static final long FIRST_CHECK = Duration.ofSeconds(1).toNanos();
    private static final long CHECK_EVERY = Duration.ofSeconds(20).toNanos();
    private static final long CHECK_EVERY_FOR_EACH = Duration.ofMillis(20).toNanos();

    private final Clock clock;
    private final Map<Subject, OpenMismatch> open = new LinkedHashMap<>();
    private final Map<Subject, Long> checkAt = new LinkedHashMap<>();
    private final Set<Subject> opened = new LinkedHashSet<>();
    private final Map<Subject, OpenMismatch> unsaved = new LinkedHashMap<>();

    OpenMismatches(Clock clock, Collection<OpenMismatch> known) {
        this.clock = clock;
        known.forEach(mismatch -> open.put(mismatch.subject(), mismatch));
    }

    boolean isOpen(Subject subject) {
        return open.containsKey(subject);
    }

    int size() {
        return open.size();
    }

    Collection<OpenMismatch> all() {
        return open.values();
    }

    /** Opens it, or notes what it is now. */
    void differs(Comparison checked, long now) {
        Instant at = clock.instant();
        OpenMismatch known = open.get(checked.subject());
        OpenMismatch mismatch = known == null
                ? new OpenMismatch(checked.subject(), checked.differences(), at, at, Optional.empty())
                : known.seen(checked.differences(), at);
        if (known == null) {
            opened.add(checked.subject());
        }
        open.put(checked.subject(), mismatch);
        unsaved.put(checked.subject(), mismatch);
        long pause = known == null ? FIRST_CHECK : Math.max(CHECK_EVERY, open.size() * CHECK_EVERY_FOR_EACH);
        checkAt.put(checked.subject(), now + pause);
        if (open.size() > AT_MOST) {
            throw new FollowStoppedException("more than " + AT_MOST
                    + " documents, edges and rows differ: PostgreSQL is far from equal. 'tidegate validate' lists what"
                    + " differs; start again when it passes");
        }
    }

    void agrees(Subject subject) {
        OpenMismatch known = open.remove(subject);
        checkAt.remove(subject);
        if (known != null) {
            unsaved.put(subject, known.closed(clock.instant()));
        }
    }

    Set<Subject> due(long now, int most) {
        Set<Subject> due = new LinkedHashSet<>();
        for (Subject subject : open.keySet()) {
            if (due.size() < most && checkAt.getOrDefault(subject, now) - now <= 0) {
                due.add(subject);
            }
        }
        return due;
    }

    void checkSoon(Subject subject, long at) {
        checkAt.merge(subject, at, Math::min);
    }

    /** What was not open before. */
    Set<Subject> takeOpened() {
        Set<Subject> taken = Set.copyOf(opened);
        opened.clear();
        return taken;
    }

    /** What was opened, seen again or closed since the last call. */
    List<OpenMismatch> takeUnsaved() {
        List<OpenMismatch> taken = List.copyOf(unsaved.values());
        unsaved.clear();
        return taken;
    }
}
