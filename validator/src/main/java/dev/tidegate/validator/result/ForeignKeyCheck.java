package dev.tidegate.validator.result;

/**
 * The third layer for one foreign key of the file, whether or not PostgreSQL enforces it.
 *
 * @param references rows in which the column is not NULL
 * @param dangling their document does not exist in MongoDB either
 * @param deadLetters their document is a dead letter
 * @param broken their document exists and should have a row
 * @param foreignIds no id of that collection
 */
public record ForeignKeyCheck(
        String table,
        String name,
        String column,
        String referencedTable,
        long references,
        long dangling,
        long deadLetters,
        long broken,
        long foreignIds) {

    public long orphaned() {
        return dangling + deadLetters + broken + foreignIds;
    }

    public long valid() {
        return references - orphaned();
    }
}
