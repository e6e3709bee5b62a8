package dev.tidegate.source;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;

/** What a failure means for the source. The first cause in the chain that says something decides. */
final class Failures {
    /** Whoever asks again meets the same: bad credentials, missing rights. */
    private static final Set<Integer> FINAL_CODES = Set.of(13, 18, 8000);
    /** Interrupted, network, step-down, shut-down, election, lost cursor or snapshot: MongoDB's own lists. */
    private static final Set<Integer> PASSING_CODES = Set.of(
            6, 7, 43, 50, 63, 64, 89, 91, 133, 134, 150, 175, 189, 202, 211, 234, 237, 246, 262, 290, 317, 365, 9001,
            10107, 11600, 11601, 11602, 13388, 13435, 13436, 14043);

    enum FailureKind {
        /** Goes by itself: tried again for ever. */
        PASSING,
        /** A publisher was fenced: by another instance, or by the broker after too long a pause. */
        FENCED,
        /** Stays as it is: thrown at once. */
        FINAL,
        /** Tried again a few times. */
        UNKNOWN
    }

    private Failures() {}

    static FailureKind kindOf(Throwable failure) {
        if (anyCause(failure, Failures::isFenced)) {
            return FailureKind.FENCED;
        }
        if (anyCause(failure, Failures::isFinal)) {
            return FailureKind.FINAL;
        }
        return anyCause(failure, Failures::isPassing) ? FailureKind.PASSING : FailureKind.UNKNOWN;
    }

    /** The innermost cause says most. */
    static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    private static boolean isFenced(Throwable failure) {
        return failure instanceof ProducerFencedException || failure instanceof InvalidProducerEpochException;
    }

    private static boolean isFinal(Throwable failure) {
        return failure instanceof Error
                || failure instanceof MongoSecurityException
                || failure instanceof MongoCommandException command && FINAL_CODES.contains(command.getErrorCode())
                || failure instanceof AuthenticationException
                || failure instanceof AuthorizationException;
    }

    private static boolean isPassing(Throwable failure) {
        return failure instanceof MongoSocketException
                || failure instanceof MongoTimeoutException
                || failure instanceof MongoException mongo && isPassing(mongo)
                || failure instanceof ApiException && failure instanceof RetriableException;
    }

    private static boolean isPassing(MongoException failure) {
        return PASSING_CODES.contains(failure.getCode())
                || failure.hasErrorLabel("ResumableChangeStreamError")
                || failure.hasErrorLabel("RetryableWriteError");
    }

    private static boolean anyCause(Throwable failure, Predicate<Throwable> test) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (test.test(cause)) {
                return true;
            }
        }
        return false;
    }
}
