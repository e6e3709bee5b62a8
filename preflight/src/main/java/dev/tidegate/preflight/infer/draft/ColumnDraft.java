package dev.tidegate.preflight.infer.draft;

import dev.tidegate.preflight.infer.evidence.Referred;
import java.util.List;
import java.util.Optional;

/**
 * A column as the migration file will say it.
 *
 * @param from the path that it reads, dotted; empty where that is the column's name
 * @param foreignKey every value was found
 * @param nullAndKeep a few values do not convert: NULL, and kept in {@code tidegate.unmapped}
 * @param evidence what was seen, for the comment behind it
 * @param notes lines for comments above it
 */
public record ColumnDraft(
        String name,
        String type,
        boolean required,
        Optional<String> from,
        Optional<Referred> reference,
        boolean foreignKey,
        boolean nullAndKeep,
        boolean emptyAsNull,
        String evidence,
        List<String> notes) {
    public ColumnDraft {
        notes = List.copyOf(notes);
    }

    /** Reads the same field under another name. */
    public ColumnDraft named(String other) {
        return other.equals(name)
                ? this
                : new ColumnDraft(
                        other,
                        type,
                        required,
                        Optional.of(from.orElse(name)),
                        reference,
                        foreignKey,
                        nullAndKeep,
                        emptyAsNull,
                        evidence,
                        notes);
    }

    /** Some document of the collection that it refers to will have no row. */
    ColumnDraft withoutForeignKey() {
        return new ColumnDraft(name, type, required, from, reference, false, nullAndKeep, emptyAsNull, evidence, notes);
    }
}
