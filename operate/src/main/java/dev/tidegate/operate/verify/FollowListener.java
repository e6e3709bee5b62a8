package dev.tidegate.operate.verify;

/** StreamReport, by the thread that follows. */
public interface FollowListener {
    /** About once a second. */
    void status(FollowStatus status);

    /** Something differs for certain, that did not before. */
    void opened(OpenMismatch mismatch);

    /** Both ends agree again. */
    void closed(OpenMismatch mismatch);

    /** For people: what is done to the target, what is away, what begins anew. */
    void notice(String message);
}
