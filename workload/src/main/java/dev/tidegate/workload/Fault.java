package dev.tidegate.workload;

import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * A way to spoil a good document so that it must become a dead letter.
 *
 * @param entry of the migration file, under which the dead letter stands: the collection's name, but where several entries
 *     share a collection
 * @param reason the code that {@code tidegate.dead_letter} must give
 * @param field the field that is spoilt; {@code _id} only in documents that are new
 * @param fields all that the spoiling sets or removes
 */
public record Fault(
        String collection, String entry, String reason, String field, Set<String> fields, Spoiling spoiling) {
    /** Makes the good document a bad one. */
    public interface Spoiling {
        void spoil(BsonDocument document, Ids ids);
    }

    public Fault(String collection, String reason, String field, Set<String> fields, Spoiling spoiling) {
        this(collection, collection, reason, field, fields, spoiling);
    }

    public static Fault value(String collection, String reason, String field, BsonValue value) {
        return new Fault(collection, reason, field, Set.of(field), (document, ids) -> document.put(field, value));
    }

    public static Fault absent(String collection, String field) {
        return new Fault(
                collection, "required-absent", field, Set.of(field), (document, ids) -> document.remove(field));
    }

    /** A string where the collection's ids are ObjectIds. */
    public static Fault stringId(String collection) {
        return new Fault(collection, "wrong-id-type", "_id", Set.of("_id"), (document, ids) -> {
            String hex = document.getObjectId("_id").getValue().toHexString();
            document.put("_id", new BsonString(collection + "-" + hex));
        });
    }

    boolean needsNewId() {
        return field.equals("_id");
    }
}
