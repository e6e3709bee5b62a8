package dev.tidegate.validator.result;

/**
 * The third layer for one foreign key of the file, whether or not PostgreSQL enforces it.
 *
 * @param isDeclared false for an end of a junction or a child's parent that the file wants without a foreign key
 * @param references rows in which the column is not NULL
 * @param dangling their document does not exist in MongoDB either
 * @param deadLetters their document is a dead letter
 * @param excluded their document exists, and {@code where} leaves it out
 * @param broken their document exists and should have a row
 * @param foreignIds no id of that collection
 */
public record ForeignKeyCheck(
        String table,
        String name,
        String column,
        String referencedTable,
        boolean isDeclared,
        long references,
        long dangling,
        long deadLetters,
        long excluded,
        long broken,
        long foreignIds) {

    public long orphaned() {
        return dangling + deadLetters + excluded + broken + foreignIds;
    }

    /** References that are so in MongoDB, and keep the foreign key from being sealed. */
    public long blocking() {
        return isDeclared ? dangling + deadLetters + excluded : 0;
    }

    public long valid() {
        return references - orphaned();
    }
}
