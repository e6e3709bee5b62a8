package dev.tidegate.cli.verify;

import dev.tidegate.operate.verify.FollowListener;

/** Shows what following finds. */
public interface VerifyOutput extends FollowListener {
    /** Ends a picture that moves. */
    void end();
}
