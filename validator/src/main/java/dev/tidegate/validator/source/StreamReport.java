package dev.tidegate.validator.source;

import dev.tidegate.validator.difference.Subject;

/** What the change stream reports, in its order. */
public sealed interface StreamReport {
    /** A document was written or deleted at this time; all changes before that time have been reported. */
    record Changed(Subject.Document document, long time) implements StreamReport {}

    /** All changes up to this time, itself included, have been reported. */
    record CompleteUpTo(long time) implements StreamReport {}

    /** The collection was dropped, renamed or made again: what has changed in it is not known document by document. */
    record Remade(String collection, long time) implements StreamReport {}

    /** The stream cannot resume where it was: the changes in between are not known. */
    record HistoryLost() implements StreamReport {}

    /** Something happened that a person must settle. */
    record Ended(String message) implements StreamReport {}
}
