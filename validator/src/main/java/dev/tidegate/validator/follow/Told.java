package dev.tidegate.validator.follow;

import dev.tidegate.validator.difference.Subject;

/** What the change stream told, in its order. */
sealed interface Told {
    /** A document was written or deleted at this time; all changes before that time have been told. */
    record Changed(Subject.Document document, long time) implements Told {}

    /** All changes up to this time, itself included, have been told. */
    record CompleteUpTo(long time) implements Told {}

    /** The stream cannot go on from where it was: what happened in between is not known. */
    record HistoryLost() implements Told {}

    /** Something happened that a person must settle. */
    record Ended(String message) implements Told {}
}
