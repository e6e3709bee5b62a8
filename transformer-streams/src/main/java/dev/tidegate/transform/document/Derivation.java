package dev.tidegate.transform.document;

import dev.tidegate.events.row.TableRow;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What one version of a document gives: all of its rows, or the reasons why it gives none. */
public sealed interface Derivation {

    /**
     * @param unmapped text of {@code tidegate.unmapped.fields}, empty when nothing is left over
     */
    record Rows(TableRow entity, List<OwnedRow> owned, Optional<String> unmapped, List<CountedConversion> counted)
            implements Derivation {}

    /** The migration file's {@code where} does not take the document. */
    record Excluded() implements Derivation {}

    /** @param failures at least one, in the order of the migration file */
    record Failed(List<FieldFailure> failures) implements Derivation {
        public Failed {
            failures = List.copyOf(failures);
        }

        public FieldFailure first() {
            return failures.get(0);
        }

        /** Names every field at fault, with its reason. */
        public String message() {
            return failures.stream().map(Failed::describe).distinct().collect(Collectors.joining("; "));
        }

        private static String describe(FieldFailure failure) {
            String field = failure.field() == null ? "" : failure.field() + ": ";
            return field + failure.reason().code() + ": " + failure.message();
        }
    }
}
