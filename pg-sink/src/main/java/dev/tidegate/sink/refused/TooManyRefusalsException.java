package dev.tidegate.sink.refused;

/** PostgreSQL refuses most rows. The sink stops; the batch was rolled back. */
public final class TooManyRefusalsException extends RuntimeException {
    TooManyRefusalsException(int rows, RefusedRow example) {
        super("PostgreSQL refuses most rows (" + rows + " in a row), the last at offset "
                + example.record().offset() + " of " + example.record().topic() + "-"
                + example.record().partition() + ": " + example.error().text()
                + "; look for what was changed in the target, then start again");
    }
}
