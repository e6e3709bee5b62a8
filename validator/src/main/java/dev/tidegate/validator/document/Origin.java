package dev.tidegate.validator.document;

import java.util.Optional;

/**
 * Where a column's value comes from.
 *
 * @param field of the document, dotted; empty for constants
 * @param kind of the value there
 */
public record Origin(Optional<String> field, String kind) {
    static final Origin NONE = new Origin(Optional.empty(), "constant of the file");

    Origin within(String place) {
        return new Origin(field.map(name -> place + "." + name), kind);
    }
}
