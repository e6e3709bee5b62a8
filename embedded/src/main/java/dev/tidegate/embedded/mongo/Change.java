package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Optional;
import java.util.UUID;

/**
 * One change of the data or of a collection. Documents are never altered once they are here.
 *
 * @param collection empty for a dropped database
 * @param before the document as it was, null for anything but updates, replacements and deletes
 * @param after the document as it is, null for anything but inserts, updates and replacements
 * @param details of an update what it changed, of a collection's change its options, else null
 */
record Change(
        Kind kind, String database, String collection, UUID uuid, Document before, Document after, Document details) {

    enum Kind {
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

        Kind(String oplogCode) {
            this.oplogCode = oplogCode;
        }

        String oplogCode() {
            return oplogCode;
        }
    }

    static Change noop(String message) {
        return new Change(Kind.NOOP, "", "", null, null, null, new Document("msg", message));
    }

    boolean isOfDocument() {
        return kind.ordinal() <= Kind.DELETE.ordinal();
    }

    /** The id of the changed document. */
    Optional<Object> documentId() {
        Document document = after == null ? before : after;
        return isOfDocument() ? Optional.ofNullable(document.get("_id")) : Optional.empty();
    }

    String namespace() {
        return collection.isEmpty() ? database : database + "." + collection;
    }
}
