package dev.tidegate.transform.value;

import dev.tidegate.mapping.declaration.DocumentLimits;
import dev.tidegate.mapping.reason.Reason;
import java.util.List;
import java.util.Optional;

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
     * @param refused the note that the value would have been carried with, had the column's policy not refused it
     * @param problem what is wrong; never holds the document's values
     * @param remedy what to do
     */
    record Failure(Reason reason, Optional<Reason> refused, String problem, String remedy) implements Conversion {
        static Failure of(Reason reason, String problem, String remedy) {
            return new Failure(reason, Optional.empty(), problem, remedy);
        }

        public String message() {
            return problem + ": " + remedy;
        }
    }
}
