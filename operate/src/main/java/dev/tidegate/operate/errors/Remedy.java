package dev.tidegate.operate.errors;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.reason.ColumnRemedies;
import dev.tidegate.mapping.reason.Reason;
import java.util.Optional;
import java.util.regex.Pattern;

/** What to do about a dead letter. docs/errors.md says more. */
public final class Remedy {
    private static final Pattern OBJECT_ID = Pattern.compile("[0-9a-f]{24}");

    private Remedy() {}

    /** Of the migration file's declarations only those that can stand where the letter's field is read. */
    public static String of(Migration migration, DeadLetter letter) {
        Optional<Reason> known = Reason.ofCode(letter.reason());
        if (known.isEmpty()) {
            return "see docs/errors.md of the version of Tidegate that wrote the letter: this one does not know its reason";
        }
        return migration.collections().stream()
                .filter(each -> each.collection().equals(letter.collection()))
                .findFirst()
                .map(collection -> known.get()
                        .remedy(collection, letter.field().flatMap(field -> ColumnRemedies.ofField(collection, field))))
                .orElseGet(known.get()::remedy);
    }

    /** The command for mongosh that shows the document. */
    public static String mongoshCommand(Migration migration, DeadLetter letter) {
        String id = OBJECT_ID.matcher(letter.documentId()).matches()
                ? "ObjectId(" + quoted(letter.documentId()) + ")"
                : "EJSON.parse(" + quoted(letter.documentId()) + ")";
        return "db.getSiblingDB(" + quoted(migration.source().database()) + ").getCollection("
                + quoted(ErrorTables.source(migration, letter.collection())) + ").findOne({_id: " + id + "})";
    }

    private static String quoted(String name) {
        return "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
