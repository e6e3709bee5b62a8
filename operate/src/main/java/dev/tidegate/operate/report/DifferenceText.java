package dev.tidegate.operate.report;

import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.pipeline.SourceCondition;

/**
 * A kind of difference in words.
 *
 * @param name short, as a heading
 * @param meaning what is known when this is reported
 * @param remedy what to do about it
 */
record DifferenceText(String name, String meaning, String remedy) {
    private static final String REPAIR =
            "'tidegate explain ID' shows both ends; 'tidegate repair' sends the document through the pipeline again.";
    private static final String SOMEBODY_ELSE =
            "Find out who writes to PostgreSQL beside Tidegate; then let 'tidegate repair' put the document's rows right.";

    private static final String SOURCE_FIRST =
            "Settle the source first: nothing that MongoDB has changed since it stopped has come. Then: ";

    /** What to do about it as things are: a difference may be a change that a source that has stopped never carried. */
    String remedy(SourceCondition source) {
        return source.isStopped() ? SOURCE_FIRST + remedy : remedy;
    }

    static DifferenceText of(DifferenceKind kind) {
        return switch (kind) {
            case MISSING_ROW ->
                new DifferenceText("row missing", "A document has no row, and no dead letter says why.", REPAIR);
            case EXTRA_ROW ->
                new DifferenceText(
                        "row too many", "A row has no document: MongoDB does not have that id.", SOMEBODY_ELSE);
            case VALUE ->
                new DifferenceText("value differs", "A column holds something else than the document.", REPAIR);
            case MISSING_CHILD ->
                new DifferenceText(
                        "child row missing", "An element of an embedded array has no row in its child table.", REPAIR);
            case EXTRA_CHILD ->
                new DifferenceText(
                        "child row too many",
                        "A child table has a row for an element that is not there.",
                        SOMEBODY_ELSE);
            case MISSING_EDGE ->
                new DifferenceText(
                        "edge missing", "A document's array holds a reference that the junction table lacks.", REPAIR);
            case EXTRA_EDGE ->
                new DifferenceText(
                        "edge too many",
                        "The junction table has an edge that neither end's document holds.",
                        SOMEBODY_ELSE);
            case MISSING_UNMAPPED ->
                new DifferenceText(
                        "unmapped fields missing",
                        "A document has fields that the file does not map, and tidegate.unmapped lacks them.",
                        REPAIR);
            case EXTRA_UNMAPPED ->
                new DifferenceText(
                        "unmapped fields too many",
                        "tidegate.unmapped has a row for a document without such fields.",
                        SOMEBODY_ELSE);
            case UNMAPPED_CONTENT ->
                new DifferenceText(
                        "unmapped fields differ", "tidegate.unmapped holds something else than the document.", REPAIR);
            case MISSING_ID_MAP ->
                new DifferenceText(
                        "id map missing", "An id that is no ObjectId has no row in tidegate.id_map.", REPAIR);
            case EXTRA_ID_MAP ->
                new DifferenceText(
                        "id map too many", "tidegate.id_map has an id that MongoDB does not have.", SOMEBODY_ELSE);
            case ID_MAP_CONTENT ->
                new DifferenceText(
                        "id map differs", "tidegate.id_map names another document for an id.", SOMEBODY_ELSE);
            case DEAD_LETTER_MISSING ->
                new DifferenceText(
                        "dead letter missing",
                        "A document cannot be a row under the file's rules, and tidegate.dead_letter does not list it.",
                        "'tidegate errors replay' transforms it again, which lists it with its reason.");
            case DEAD_LETTER_UNEXPECTED ->
                new DifferenceText(
                        "dead letter without cause",
                        "A document is listed as a dead letter although it can be a row, or PostgreSQL takes its rows now.",
                        "'tidegate errors replay' transforms it again; a good version removes its dead letter.");
            case DEAD_LETTER_EXTRA ->
                new DifferenceText(
                        "dead letter too many",
                        "tidegate.dead_letter lists a document that MongoDB does not have.",
                        SOMEBODY_ELSE);
            case DEAD_LETTER_REASON ->
                new DifferenceText(
                        "dead letter with another reason",
                        "A document cannot be a row, but for another reason than its dead letter says.",
                        "'tidegate errors replay' transforms it again and renews the reason.");
            case STALE_FLAG ->
                new DifferenceText(
                        "stale flag differs",
                        "A dead letter says wrongly whether an older version of its document is in the tables.",
                        "'tidegate errors show' has both; 'tidegate errors replay' sets the flag anew.");
            case OTHER_REFUSAL ->
                new DifferenceText(
                        "refused for another reason",
                        "PostgreSQL refuses a row of a dead letter still, but not for the reason that the letter names.",
                        "'tidegate errors replay' tries the row again and renews the reason. When this comes back,"
                                + " report it with both SQLSTATEs: that is a fault of Tidegate.");
            case COUNT ->
                new DifferenceText(
                        "count differs",
                        "The documents of a table are not its rows and what is accounted for.",
                        "The rows missing or too many are listed one by one; start with those.");
            case BROKEN_REFERENCE ->
                new DifferenceText(
                        "reference broken",
                        "A reference's document exists in MongoDB and should have a row, but the row is not there.",
                        "Repair the row that is missing first; the reference is whole again with it.");
            case FOREIGN_ID ->
                new DifferenceText(
                        "reference to a wrong id",
                        "A reference holds an id that no document of its collection can have (version or tag).",
                        SOMEBODY_ELSE);
            case TYPE ->
                new DifferenceText(
                        "type differs",
                        "A column is not of the file's type, or holds what that type must not.",
                        "Compare the table with 'tidegate plan': somebody altered it, or wrote to it.");
        };
    }
}
