package dev.tidegate.transform.value;

import dev.tidegate.mapping.declaration.DocumentLimits;
import dev.tidegate.mapping.reason.Reason;
import java.util.List;
import java.util.Objects;

/** What became of one value on its way into a column. */
public sealed interface Conversion {

    /**
     * @param value in the Java type that {@link dev.tidegate.events.row.TableRow} names for the column; null for NULL
     * @param counted the conversions and policies that were applied, each once; empty when the value is carried as it is
     * @param keepOriginal the original of the document's top-level field must be kept in {@code tidegate.unmapped}: see
     *     {@link UnmappedFields}
     */
    record Value(Object value, List<Note> counted, boolean keepOriginal) implements Conversion {
        static final Value NULL = new Value(null, List.of(), false);

        public Value {
            counted = List.copyOf(counted);
        }

        static Value exact(Object value) {
            return new Value(value, List.of(), false);
        }
    }

    /**
     * The value alone is larger than all that a document may give ({@link DocumentLimits#ROWS_BYTES}): a dead letter. It was
     * counted, and not made.
     */
    record TooLarge(long bytes) implements Conversion {}

    /**
     * The document is a dead letter.
     *
     * @param message what is wrong and what to do; never holds the document's values
     */
    record Failure(Reason reason, String message) implements Conversion {
        public Failure {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(message, "message");
        }
    }
}
