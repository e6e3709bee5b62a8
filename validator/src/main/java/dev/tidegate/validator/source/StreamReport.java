package dev.tidegate.validator.source;

import dev.tidegate.validator.difference.Subject;

/** What the change stream told, in its order. */
public sealed interface StreamReport {
    /** A document was written or deleted at this time; all changes before that time have been told. */
    record Changed(Subject.Document document, long time) implements StreamReport {}

    /** All changes up to this time, itself included, have been told. */
    record CompleteUpTo(long time) implements StreamReport {}

    /** The stream cannot go on from where it was: what happened in between is not known. */
    record HistoryLost() implements StreamReport {}

    /** Something happened that a person must settle. */
    record Ended(String message) implements StreamReport {}
}
