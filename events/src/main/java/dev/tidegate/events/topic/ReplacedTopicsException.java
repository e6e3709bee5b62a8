package dev.tidegate.events.topic;

import java.util.List;

/** Topics of the migration were deleted, or deleted and made again: what was in them is lost. Names each. */
public final class ReplacedTopicsException extends RuntimeException {
    ReplacedTopicsException(List<String> topics) {
        super(message(topics));
    }

    public static String message(List<String> topics) {
        return "topics of the migration were deleted or made again since it began, and what was in them is lost: "
                + String.join(", ", topics)
                + ". Start the migration anew under another name";
    }
}
