package dev.tidegate.cli.errors;

import dev.tidegate.mapping.declaration.Migration;
import java.util.Map;
import java.util.regex.Pattern;

/** What to do about a dead letter. docs/errors.md says more. */
final class Remedy {
    private static final Pattern OBJECT_ID = Pattern.compile("[0-9a-f]{24}");
    private static final Map<String, String> BY_REASON = Map.of(
            "required-absent",
            "give the field a value, or its column a default in the migration file",
            "wrong-type",
            "give the field a value of a type that converts, or its column 'invalid: null_and_keep' in the migration file",
            "not-exact",
            "correct the value, or give its column 'invalid: null_and_keep' in the migration file",
            "out-of-range",
            "correct the value, give its column a wider type or 'invalid: null_and_keep' in the migration file",
            "invalid-enum",
            "correct the value, or map it to a label in the migration file",
            "conflict",
            "leave the document one value for the column, or one element for each key",
            "wrong-id-type",
            "give the document an ObjectId as its _id, or the collection 'ids: any' in the migration file",
            "refused-by-target",
            "correct the value, or take off in PostgreSQL what refuses it, then 'tidegate errors replay'");
    private static final String OTHERWISE = "correct the document";

    private Remedy() {}

    static String of(String reason) {
        return BY_REASON.getOrDefault(reason, OTHERWISE);
    }

    /** What to type in mongosh to look at the document. */
    static String lookUp(Migration migration, DeadLetter letter) {
        String id = OBJECT_ID.matcher(letter.documentId()).matches()
                ? "ObjectId(" + quoted(letter.documentId()) + ")"
                : "EJSON.parse(" + quoted(letter.documentId()) + ")";
        return "db.getSiblingDB(" + quoted(migration.source().database()) + ").getCollection("
                + quoted(letter.collection()) + ").findOne({_id: " + id + "})";
    }

    private static String quoted(String name) {
        return "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
