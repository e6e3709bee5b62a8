package dev.tidegate.validator.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether the source still carries changes, and how far it has come: what differs may be what it has not carried.
 *
 * @param reason why it has stopped, or why nothing is known; a short code
 * @param message for people: what happened and what to do; empty when there is nothing to say
 * @param since when it stopped; empty when it has not
 * @param position time of the last change that it has carried; empty when there is none, or it is not known
 * @param behind how much later MongoDB's last write is; zero when none of the migration's collections was written since
 */
public record SourceCondition(
        State state,
        String reason,
        String message,
        Optional<Instant> since,
        Optional<Instant> position,
        Optional<Duration> behind) {

    public enum State {
        /** All that MongoDB had is carried. */
        CAUGHT_UP,
        /** There are changes after its position; nothing says whether it is at work. */
        BEHIND,
        /** It has not carried all documents once. */
        SNAPSHOT_MISSING,
        /** For good: it carries nothing more until a person has settled it. */
        STOPPED,
        /** Nobody was asked who knows. */
        UNKNOWN
    }

    public SourceCondition {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(message, "message");
    }

    public static SourceCondition unknown(String reason, String message) {
        return new SourceCondition(
                State.UNKNOWN, reason, message, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Kafka, which has the source's notes, was not asked. */
    public static SourceCondition notAsked() {
        return unknown("no-kafka-address", "the state of the source is not known: no address of Kafka was given");
    }

    public static SourceCondition stopped(String reason, String what, Instant since, Optional<Instant> position) {
        String message = "the source has stopped (" + reason.replace('-', ' ') + ", " + since + "): " + what;
        return new SourceCondition(State.STOPPED, reason, message, Optional.of(since), position, Optional.empty());
    }

    public static SourceCondition snapshotMissing() {
        return new SourceCondition(
                State.SNAPSHOT_MISSING,
                "snapshot-missing",
                "the source has not read all documents yet: what is missing may still come ('tidegate status')",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** @param behind zero: nothing after it is to be carried */
    public static SourceCondition at(Instant position, Duration behind) {
        boolean isCaughtUp = behind.isZero();
        return new SourceCondition(
                isCaughtUp ? State.CAUGHT_UP : State.BEHIND,
                isCaughtUp ? "" : "behind",
                isCaughtUp
                        ? ""
                        : "the source has carried changes up to " + position + ", " + behind.toSeconds()
                                + " s before MongoDB's last write: later ones are not in PostgreSQL"
                                + " ('tidegate status')",
                Optional.empty(),
                Optional.of(position),
                Optional.of(behind));
    }

    public boolean isStopped() {
        return state == State.STOPPED;
    }
}
