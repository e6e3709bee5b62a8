package dev.tidegate.operate.verify;

import dev.tidegate.validator.pipeline.SourceCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far verification is.
 *
 * @param verifiedThrough all changes of the source up to then agree or are listed; empty until the first pass is done
 * @param lag of that behind the source's clock
 * @param rechecksPending subjects that have changed and are not verified
 * @param changes reported by the change stream since the start
 * @param targetChanges noted in the target since the start
 * @param pass under way
 * @param isWholeVerified the first pass is done, and all that was written until its end is verified
 * @param isStalled the first pass is done, and behind a source that has stopped nothing more can be verified
 */
public record FollowStatus(
        Instant at,
        Optional<Instant> verifiedThrough,
        Optional<Duration> lag,
        int openMismatches,
        int rechecksPending,
        long changes,
        long targetChanges,
        boolean isFirstPassDone,
        Optional<Pass> pass,
        boolean isWholeVerified,
        boolean isStalled,
        SourceCondition source) {

    /** @param documents compared @param estimated in the collection, about */
    public record Pass(String collection, long documents, long estimated) {}
}
