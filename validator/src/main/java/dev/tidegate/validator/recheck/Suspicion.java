package dev.tidegate.validator.recheck;

import dev.tidegate.validator.compare.Comparison;
import dev.tidegate.validator.difference.Subject;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** How both ends of a subject have differed, check after check, since they last agreed. */
final class Suspicion {
    private static final Duration NEVER_UNCHANGED_FOR = Duration.ofSeconds(60);
    private static final int CHECKS_OF_A_DOCUMENT = 200;

    /** An edge is there or not: a row that is on its way cannot be wrong in the same way at so many moments. */
    private static final int CHECKS_OF_AN_EDGE = 20;

    /** The first fence that was taken after it was seen to differ like that, with so many changes known. */
    private long fence;

    private long signature;
    private int changes;

    /** Source time after it was seen the same behind that fence. */
    private OptionalLong again = OptionalLong.empty();

    /** It has differed in several ways. */
    private boolean hasVaried;

    private Optional<Comparison> last = Optional.empty();
    private long since;
    private long firstFence;
    private int checksBehindFirst;

    /** @param signature of both ends and of how they differ */
    Suspicion(long signature, int changes, long fence, long now) {
        this.signature = signature;
        this.changes = changes;
        this.fence = fence;
        begin(fence, now);
    }

    private void begin(long fence, long now) {
        this.since = now;
        this.firstFence = fence;
        this.checksBehindFirst = 0;
    }

    /**
     * It was checked again.
     *
     * @param known changes of the subject
     * @param sourceTime after it was read
     */
    void seen(Comparison comparison, int known, Passage passage, long sourceTime, long now) {
        boolean isSame = signature == comparison.signature() && changes == known;
        if (!isSame) {
            hasVaried = true;
            signature = comparison.signature();
            changes = known;
            fence = passage.next();
            again = OptionalLong.empty();
        } else if (again.isEmpty() && fence <= passage.passed()) {
            again = OptionalLong.of(sourceTime);
        }
        if (comparison.subject() instanceof Subject.Edge
                && last.filter(before -> !isAlike(before, comparison)).isPresent()) {
            begin(passage.next(), now);
        }
        checksBehindFirst += firstFence <= passage.passed() ? 1 : 0;
        last = Optional.of(comparison.withoutVersion());
    }

    private static boolean isAlike(Comparison one, Comparison other) {
        return one.inSource() == other.inSource() && one.inTarget() == other.inTarget();
    }

    long fence() {
        return fence;
    }

    Comparison last() {
        return last.orElseThrow();
    }

    boolean hasVaried(int known) {
        return hasVaried || changes < known;
    }

    /** What differs for certain, once every change until it was seen for the second time would have been reported. */
    Optional<Comparison> mismatch(int known, RecheckOutcomes outcomes) {
        boolean isCertain = changes == known && again.isPresent() && outcomes.isReported(again.getAsLong());
        return isCertain ? last : Optional.empty();
    }

    /** What never agreed in many checks of many versions, behind a fence that was taken after the first. */
    Optional<Comparison> neverAgreed(long now) {
        boolean isEdge =
                last.filter(each -> each.subject() instanceof Subject.Edge).isPresent();
        boolean isTooLong = isEdge
                ? checksBehindFirst >= CHECKS_OF_AN_EDGE
                : checksBehindFirst >= CHECKS_OF_A_DOCUMENT && now - since > NEVER_UNCHANGED_FOR.toNanos();
        return isTooLong ? last : Optional.empty();
    }
}
