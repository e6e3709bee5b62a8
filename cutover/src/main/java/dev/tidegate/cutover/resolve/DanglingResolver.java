package dev.tidegate.cutover.resolve;

import static dev.tidegate.mapping.ddl.Sql.quote;

import dev.tidegate.cutover.resolve.Resolution.Cause;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.reason.Reason;
import dev.tidegate.operate.rows.DocumentRows;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.integrity.Orphan;
import dev.tidegate.validator.integrity.ReferenceColumn;
import dev.tidegate.validator.integrity.ReferentialIntegrity;
import dev.tidegate.validator.integrity.SourceDocuments;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Applies the policies to references that dangle; never to those that are differences: these are repaired. */
final class DanglingResolver {
    private final Migration migration;
    private final ReferentialIntegrity integrity;
    private final SourceDocuments source;
    private final TargetWriter writer;

    DanglingResolver(Migration migration, ReferentialIntegrity integrity, SourceDocuments source, TargetWriter writer) {
        this.migration = migration;
        this.integrity = integrity;
        this.source = source;
        this.writer = writer;
    }

    Applied apply() {
        var remedies = new Remedies(migration);
        Applied applied = Applied.NOTHING;
        for (ReferenceColumn reference : integrity.columns()) {
            RemedyKind remedy = remedies.of(reference).kind();
            if (remedy != RemedyKind.BLOCKS && remedy != RemedyKind.NOTHING) {
                applied = applied.plus(apply(reference, remedy));
            }
        }
        return applied;
    }

    private Applied apply(ReferenceColumn reference, RemedyKind remedy) {
        var total = new Applied[] {Applied.NOTHING};
        integrity.check(reference, orphan -> {
            boolean isKept = remedy.takesAway() && orphan.kind().isToCome();
            if (!orphan.kind().isDifference() && !isKept) {
                Applied one = writer.inTransaction(
                        "resolve " + reference.name() + " of " + orphan.key(),
                        connection -> resolve(connection, reference, remedy, orphan));
                total[0] = total[0].plus(one);
            }
        });
        return total[0];
    }

    /** The row is checked again under its lock: it may have changed, and its target arrived, since it was found. */
    private Applied resolve(Connection connection, ReferenceColumn reference, RemedyKind remedy, Orphan orphan)
            throws SQLException {
        var rows = new RowImages(connection, reference.table());
        Optional<String> before = rows.lock(orphan.key(), stillDangles(reference), orphan.target());
        if (before.isEmpty()) {
            return Applied.PASSED_OVER;
        }
        var cause = new Cause(reference.column(), reference.referencedTable(), orphan.target());
        return switch (remedy) {
            case SET_NULL -> {
                new Resolution(connection, "null_and_record").setNull(rows, orphan.key(), cause, before.get());
                yield Applied.NULLED;
            }
            case REMOVE_ROW -> {
                new Resolution(connection, "null_and_record")
                        .remove(rows, orphan.rowId(), orphan.key(), cause, before.get());
                yield Applied.REMOVED;
            }
            case PLACEHOLDER -> placeholder(connection, reference, orphan);
            case TAKE_OUT -> takeOut(connection, reference, orphan);
            default -> throw new IllegalArgumentException("no resolution: " + remedy);
        };
    }

    /** The referring row is locked: with it goes all that its document gave. */
    private Applied takeOut(Connection connection, ReferenceColumn reference, Orphan orphan) throws SQLException {
        CollectionMapping collection = reference.referrer().collection();
        var documents = new DocumentRows(migration, connection);
        Optional<Subject.Document> document = documents.document(orphan.referrer(), collection.collection());
        var entities = new RowImages(connection, migration.table(collection.table()));
        Optional<String> row = entities.lock(List.of(orphan.referrer().toString()));
        if (document.isEmpty() || row.isEmpty()) {
            return Applied.PASSED_OVER;
        }
        var letter = new TakenOutLetter(
                collection,
                document.get().id(),
                "dead_letter",
                Reason.DANGLING_REFERENCE,
                "23503",
                String.join(", ", reference.referrer().fields()),
                "refers by " + reference.name() + " to "
                        + orphan.missingDocument().orElse("a document") + ", of which " + reference.referencedTable()
                        + " has no row: correct the reference, the document's next version is a row again");
        boolean done = new DocumentRemoval(migration, source, connection, documents)
                .takeOut(letter, orphan.referrer(), row.get());
        return done ? Applied.DEAD_LETTERED : Applied.PASSED_OVER;
    }

    private Applied placeholder(Connection connection, ReferenceColumn reference, Orphan orphan) throws SQLException {
        var parents = new RowImages(connection, migration.table(reference.referencedTable()));
        var cause = new Cause(reference.column(), reference.referencedTable(), orphan.target());
        String image = new Placeholders(reference.referenced()).image(orphan.target());
        boolean inserted = new Resolution(connection, "placeholder")
                .insert(parents, orphan.target(), List.of(orphan.target().toString()), cause, image);
        return inserted ? Applied.PLACEHOLDER : Applied.PASSED_OVER;
    }

    private static String stillDangles(ReferenceColumn reference) {
        String column = "r." + quote(reference.column());
        return column + " = ?::uuid AND NOT EXISTS (SELECT FROM "
                + quote(reference.table().schema(), reference.referencedTable()) + " p WHERE p."
                + quote(reference.referencedColumn()) + " = " + column + ")";
    }
}
