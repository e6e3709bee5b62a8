package dev.tidegate.validator;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that the target has of one document, each row as {@code TargetTable} reads it. */
record Evidence(
        Optional<Object[]> row,
        Map<String, List<Object[]>> children,
        Optional<Object[]> unmapped,
        Optional<Object[]> idMap,
        Optional<DeadLetterRow> deadLetter) {

    static Evidence onlyDeadLetter(Optional<DeadLetterRow> deadLetter) {
        return new Evidence(Optional.empty(), Map.of(), Optional.empty(), Optional.empty(), deadLetter);
    }
}
