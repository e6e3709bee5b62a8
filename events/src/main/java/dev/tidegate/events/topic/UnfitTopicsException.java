package dev.tidegate.events.topic;

import java.util.List;

/** Topics are there already, with settings that would lose data or order. Names each; nothing was changed. */
public final class UnfitTopicsException extends RuntimeException {
    public UnfitTopicsException(List<String> problems) {
        super("topics do not fit the migration:\n  " + String.join("\n  ", problems));
    }
}
