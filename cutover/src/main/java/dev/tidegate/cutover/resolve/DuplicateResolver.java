package dev.tidegate.cutover.resolve;

import static dev.tidegate.mapping.ddl.Sql.quote;

import com.mongodb.client.MongoDatabase;
import dev.tidegate.cutover.unique.UniqueClashes;
import dev.tidegate.cutover.unique.UniqueIndex;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.mapping.reason.Reason;
import dev.tidegate.operate.rows.DocumentRows;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.integrity.SourceDocuments;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Of documents with one value of a unique index keeps the newest, and makes the others dead letters. Newest is the
 * greatest ObjectId, which begins with the second of its making: the one order that every document of a collection has,
 * and that no later update changes.
 */
final class DuplicateResolver {
    private final Migration migration;
    private final UniqueClashes clashes;
    private final SourceDocuments source;
    private final TargetWriter writer;

    DuplicateResolver(Migration migration, UniqueClashes clashes, MongoDatabase source, TargetWriter writer) {
        this.migration = migration;
        this.clashes = clashes;
        this.source = new SourceDocuments(source);
        this.writer = writer;
    }

    Applied apply() {
        var remedies = new Remedies(migration);
        Applied applied = Applied.NOTHING;
        for (UniqueIndex index : clashes.indexes()) {
            if (remedies.obstacle(index).isEmpty()) {
                applied = applied.plus(apply(index));
            }
        }
        return applied;
    }

    private Applied apply(UniqueIndex index) {
        var newest = new Newest();
        clashes.rows(index, (value, key) -> {
            if (newest.isFirstOf(value)) {
                newest.id = key.get(0);
            } else {
                newest.applied = newest.applied.plus(writer.inTransaction(
                        "take document " + key + " of " + index.table().name() + " out",
                        connection -> takeOut(connection, index, key.get(0), newest.id)));
            }
        });
        return newest.applied;
    }

    private Applied takeOut(Connection connection, UniqueIndex index, String older, String newer) throws SQLException {
        var documents = new DocumentRows(migration, connection);
        Optional<DocumentId> document = document(documents, index, older);
        Optional<DocumentId> kept = document(documents, index, newer);
        boolean bothExist = document.isPresent()
                && kept.isPresent()
                && source.existing(
                                        index.owner(),
                                        List.of(
                                                document.get().value(),
                                                kept.get().value()))
                                .size()
                        == 2;
        if (!bothExist) {
            return Applied.PASSED_OVER;
        }
        var rows = new RowImages(connection, index.table());
        Optional<String> row = rows.lock(List.of(older), stillClashes(index), newer);
        boolean done = row.isPresent()
                && new DocumentRemoval(migration, source, connection, documents)
                        .takeOut(letter(index, document.get(), kept.get()), UUID.fromString(older), row.get());
        return done ? Applied.DEAD_LETTERED : Applied.PASSED_OVER;
    }

    private static Optional<DocumentId> document(DocumentRows documents, UniqueIndex index, String id)
            throws SQLException {
        return documents
                .document(UUID.fromString(id), index.owner().collection())
                .map(Subject.Document::id);
    }

    private static TakenOutLetter letter(UniqueIndex index, DocumentId document, DocumentId newer) {
        String fields = index.owner().columns().stream()
                .filter(column -> index.index().columns().contains(column.column()))
                .flatMap(column -> column.fields().stream())
                .collect(Collectors.joining(", "));
        return new TakenOutLetter(
                index.owner(),
                document,
                "keep_newest",
                Reason.DUPLICATE_VALUE,
                "23505",
                fields,
                "has one value of the unique index " + index.index().name() + " with the newer document "
                        + newer.display()
                        + ", which was kept: correct one of the two, its next version is a row again");
    }

    /** The value is compared within PostgreSQL, as it is now. */
    private static String stillClashes(UniqueIndex index) {
        String entries = String.join(", ", index.entries());
        String id = quote(index.table().primaryKey().get(0));
        String ofRow = "SELECT " + entries + " FROM " + quote(index.table()) + " WHERE " + id + " = r." + id + " AND "
                + index.condition();
        String ofNewer = "SELECT " + entries + " FROM " + quote(index.table()) + " WHERE " + id + " = ?::uuid AND "
                + index.condition();
        return "EXISTS (" + ofRow + " INTERSECT " + ofNewer + ")";
    }

    /** Rows come value by value, the newest document first. */
    private static final class Newest {
        private long value = -1;
        private String id;
        private Applied applied = Applied.NOTHING;

        private boolean isFirstOf(long other) {
            boolean first = other != value;
            value = other;
            return first;
        }
    }
}
