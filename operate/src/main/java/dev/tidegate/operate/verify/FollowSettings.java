package dev.tidegate.operate.verify;

import dev.tidegate.validator.ValidatorConfig;
import java.time.Duration;

/**
 * @param passDocumentsPerSecond of passes after the first; the first takes the rate of the configuration
 * @param betweenPasses the pause between one collection's pass and the next one's
 * @param withTriggers notes in the target say what somebody else changes there
 * @param beginsAnew a first pass is made again, also where an earlier one was finished
 */
public record FollowSettings(
        ValidatorConfig config,
        long passDocumentsPerSecond,
        Duration betweenPasses,
        boolean withTriggers,
        boolean beginsAnew) {
    static final int PENDING_AT_MOST = 20_000;
}
