package dev.tidegate.validator.follow;

import java.time.Duration;

/** When something that differed is looked at again. */
final class LookPauses {
    static final long FIRST_LOOK = Duration.ofMillis(1000).toNanos();
    static final long AGAIN = Duration.ofMillis(600).toNanos();
    static final long LATER = Duration.ofMillis(2000).toNanos();
    private static final long HOT = Duration.ofMillis(250).toNanos();
    private static final int HOT_AT_MOST = 100;
    private static final int LOOKS_SOON = 4;

    /** A machine that has little time to spare is asked less often; one slow turn tells little. */
    private static final int TURNS_BETWEEN_LOOKS = 3;

    private long lastTurn;
    private long turn;
    private long hot;

    /** @param hotSubjects how many never hold still at the moment */
    void turn(long now, long hotSubjects) {
        turn = lastTurn == 0 ? 0 : now - lastTurn;
        lastTurn = now;
        hot = hotSubjects;
    }

    long after(PendingSubject pending) {
        long pause = pending.looks() < LOOKS_SOON ? AGAIN : LATER;
        if (pending.isHot()) {
            pause = hot <= HOT_AT_MOST ? HOT : AGAIN;
        }
        return Math.max(pause, Math.min(TURNS_BETWEEN_LOOKS * turn, LATER));
    }
}
