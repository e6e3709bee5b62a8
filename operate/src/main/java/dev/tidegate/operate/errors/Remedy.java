package dev.tidegate.operate.errors;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.remedy.ColumnRemedies;
import dev.tidegate.mapping.remedy.IdRemedy;
import java.util.Optional;
import java.util.regex.Pattern;

/** What to do about a dead letter. docs/errors.md says more. */
public final class Remedy {
    private static final Pattern OBJECT_ID = Pattern.compile("[0-9a-f]{24}");

    private Remedy() {}

    /** Of the migration file's declarations only those that can stand where the letter's field is read. */
    public static String of(Migration migration, DeadLetter letter) {
        Optional<CollectionMapping> collection = migration.collections().stream()
                .filter(each -> each.collection().equals(letter.collection()))
                .findFirst();
        Optional<ColumnRemedies> column =
                collection.flatMap(each -> letter.field().flatMap(field -> ColumnRemedies.ofField(each, field)));
        return switch (letter.reason()) {
            case "required-absent" -> column.map(ColumnRemedies::ofAbsentValue).orElse("give the field a value");
            case "wrong-type", "not-exact", "out-of-range" ->
                column.map(ColumnRemedies::ofUnfitValue).orElse("correct the value");
            case "invalid-enum" -> column.map(ColumnRemedies::ofNoLabel).orElse("correct the value");
            case "conflict" -> "leave the document one value for the column, or one element for each key";
            case "wrong-id-type" ->
                "give the document an ObjectId as its _id"
                        + collection
                                .map(each -> ", or " + IdRemedy.anyIds(each))
                                .orElse("");
            case "refused-by-target" ->
                "correct the value, or take off in PostgreSQL what refuses it, then 'tidegate errors replay'";
            default -> "correct the document";
        };
    }

    /** What to type in mongosh to look at the document. */
    public static String lookUp(Migration migration, DeadLetter letter) {
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
