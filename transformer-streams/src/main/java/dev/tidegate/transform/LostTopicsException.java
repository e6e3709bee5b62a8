package dev.tidegate.transform;

import java.util.List;

/** Topics lack records that the transformer has built on: going on would lose changes in silence. Names each. */
public final class LostTopicsException extends RuntimeException {
    LostTopicsException(List<String> problems) {
        super("the topics are not those that the transformer has worked with:\n  "
                + String.join("\n  ", problems)
                + "\nRows would be missing or wrong, so nothing was processed: start the migration anew under another"
                + " name");
    }
}
