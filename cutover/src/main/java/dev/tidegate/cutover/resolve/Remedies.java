package dev.tidegate.cutover.resolve;

import dev.tidegate.cutover.unique.UniqueIndex;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.SealPolicies.Duplicates;
import dev.tidegate.mapping.id.TableOwners;
import dev.tidegate.validator.integrity.ReferenceColumn;
import java.util.List;
import java.util.Optional;

/** The policies of a migration, applied to what a column or an index can bear. */
final class Remedies {
    private final Migration migration;

    Remedies(Migration migration) {
        this.migration = migration;
    }

    Remedy of(ReferenceColumn reference) {
        if (reference.constraint().isEmpty()) {
            return new Remedy(RemedyKind.NOTHING, "the migration file declares no foreign key on this column");
        }
        return switch (migration.seal().dangling(reference.table().name(), reference.column())) {
            case KEEP ->
                Remedy.blocks(
                        "policy keep: correct the documents, or declare null_and_record or placeholder in the migration file");
            case FAIL -> Remedy.blocks("policy fail: correct the documents");
            case NULL_AND_RECORD -> nullOrRemove(reference);
            case PLACEHOLDER -> placeholder(reference);
            case DEAD_LETTER -> takeOut(reference);
        };
    }

    private static Remedy nullOrRemove(ReferenceColumn reference) {
        if (reference.isNullable()) {
            return new Remedy(RemedyKind.SET_NULL, "--apply sets NULL and records it");
        }
        boolean isDocument = reference
                .table()
                .name()
                .equals(reference.referrer().collection().table());
        return isDocument
                ? Remedy.blocks("policy null_and_record: the column is required, and a whole document is not removed;"
                        + " declare placeholder for this column, or correct the documents")
                : new Remedy(RemedyKind.REMOVE_ROW, "--apply removes the row and records it");
    }

    private Remedy takeOut(ReferenceColumn reference) {
        boolean isEdge = migration.junctions().stream()
                .anyMatch(junction -> junction.table().equals(reference.table().name()));
        return isEdge
                ? new Remedy(RemedyKind.REMOVE_ROW, "--apply removes the edge and records it")
                : new Remedy(
                        RemedyKind.TAKE_OUT,
                        "--apply makes the document that refers a dead letter, with all its rows, and records it");
    }

    private static Remedy placeholder(ReferenceColumn reference) {
        List<String> missing = new Placeholders(reference.referenced()).withoutDefault();
        return missing.isEmpty()
                ? new Remedy(RemedyKind.PLACEHOLDER, "--apply inserts an empty row and records it")
                : Remedy.blocks("policy placeholder: a row of " + reference.referencedTable()
                        + " needs a default in the migration file for " + String.join(", ", missing));
    }

    /** Why clashes of this index block; empty when {@code --apply} keeps the newest. */
    Optional<String> obstacle(UniqueIndex unique) {
        if (migration.seal().duplicates() == Duplicates.BLOCK) {
            return Optional.of("policy block: correct the documents, or declare keep_newest in the migration file");
        }
        if (!unique.isEntity()) {
            return Optional.of("policy keep_newest is for documents, not for children: correct the documents");
        }
        if (TableOwners.of(migration, unique.table().name()).isShared()) {
            return Optional.of("policy keep_newest is for tables of one collection: correct the documents");
        }
        return unique.owner().ids() == IdKind.ANY
                ? Optional.of("policy keep_newest goes by the time in ObjectIds, which this collection need not have:"
                        + " correct the documents")
                : Optional.empty();
    }
}
