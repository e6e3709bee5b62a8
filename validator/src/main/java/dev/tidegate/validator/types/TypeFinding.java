package dev.tidegate.validator.types;

import java.util.List;

/**
 * One way in which a column, or values in it, are not of the declared type.
 *
 * @param column an enum's name where {@code kind} is about its labels
 * @param count rows, or list elements' rows; 1 for what is about the column itself
 * @param examples primary keys of the first such rows, each part as PostgreSQL prints it
 * @param detail the type as it is and as declared; never a value
 */
public record TypeFinding(
        String table, String column, TypeFindingKind kind, long count, List<List<String>> examples, String detail) {

    public TypeFinding {
        examples = examples.stream().map(List::copyOf).toList();
    }
}
