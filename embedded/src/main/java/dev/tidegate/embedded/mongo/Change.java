package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Optional;
import java.util.UUID;

/**
 * One change of the data or of a collection. Documents are never altered once they are here.
 *
 * @param collection empty for a dropped database
 * @param id of the changed document; null for a change of a collection
 * @param before the document as it was; null where it is not known any more, and for an insert
 * @param after the document as it is; null for a delete, and for an update that its details describe in full
 * @param details of an update what it changed, of a collection's change its options, else null
 * @param keepsImages whether change events may ask for the document before and after
 */
record Change(
        ChangeKind kind,
        String database,
        String collection,
        UUID uuid,
        Object id,
        Document before,
        Document after,
        Document details,
        boolean keepsImages) {

    enum ChangeKind {
        INSERT("i"),
        UPDATE("u"),
        REPLACE("u"),
        DELETE("d"),
        CREATE("c"),
        DROP("c"),
        RENAME("c"),
        DROP_DATABASE("c"),
        CREATE_INDEXES("c"),
        DROP_INDEXES("c"),
        MODIFY("c"),
        NOOP("n");

        private final String oplogCode;

        ChangeKind(String oplogCode) {
            this.oplogCode = oplogCode;
        }

        String oplogCode() {
            return oplogCode;
        }
    }

    static Change ofDocument(
            ChangeKind kind, StoredCollection collection, Document before, Document after, Document details) {
        return new Change(
                kind,
                collection.database().name(),
                collection.name(),
                collection.uuid(),
                (after == null ? before : after).get("_id"),
                before,
                after,
                details,
                collection.recordsImages());
    }

    static Change ofCollection(ChangeKind kind, String database, String collection, UUID uuid, Document details) {
        return new Change(kind, database, collection, uuid, null, null, null, details, false);
    }

    static Change noop(String message) {
        return ofCollection(ChangeKind.NOOP, "", "", null, new Document("msg", message));
    }

    /** What the oplog keeps: not the document before, and of an update only what it changed, unless images are asked. */
    Change forOplog() {
        if (keepsImages || before == null) {
            return this;
        }
        boolean isDescribedByDetails =
                kind == ChangeKind.UPDATE && BsonTypes.isSame(after, UpdateDescription.applied(details, before));
        return new Change(
                kind, database, collection, uuid, id, null, isDescribedByDetails ? null : after, details, false);
    }

    boolean isOfDocument() {
        return kind.ordinal() <= ChangeKind.DELETE.ordinal();
    }

    boolean isOfCatalog() {
        return !isOfDocument() && kind != ChangeKind.NOOP;
    }

    /** The id of the changed document; that may be null. */
    Optional<Object> documentId() {
        return Optional.ofNullable(id);
    }

    String namespace() {
        return collection.isEmpty() ? database : database + "." + collection;
    }
}
