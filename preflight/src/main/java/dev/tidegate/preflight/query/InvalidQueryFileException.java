package dev.tidegate.preflight.query;

import java.util.List;

/** A file of queries that cannot be used; has every problem. */
public final class InvalidQueryFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidQueryFileException(List<String> problems) {
        super(String.join("\n  ", problems));
    }
}
