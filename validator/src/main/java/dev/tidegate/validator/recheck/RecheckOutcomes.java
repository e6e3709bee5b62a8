package dev.tidegate.validator.recheck;

import dev.tidegate.validator.compare.Comparison;
import dev.tidegate.validator.difference.Subject;

/** Gets what becomes of subjects that are rechecked. */
public interface RecheckOutcomes {
    /** It was compared; what that means comes next. */
    default void compared(Comparison checked) {}

    /** Both ends agree now. */
    void agrees(Subject subject);

    /** It differs, and that is known: nothing is left to find out. False when it is not known. */
    default boolean isListed(Comparison checked, long now) {
        return false;
    }

    /** It differs for certain. */
    void differs(Comparison checked, long now);

    /** No change of it is left that is not verified or listed. */
    default void settled(PendingSubject subject) {}

    /** Source time: everything that anybody can have read has happened by then. */
    default long sourceTime() {
        return 0;
    }

    /** Every change of a pending subject up to this source time has been reported to it. */
    default boolean isReported(long sourceTime) {
        return true;
    }
}
