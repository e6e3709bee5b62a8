package dev.tidegate.mapping.ddl;

/**
 * Something that is no error and that a person should know.
 *
 * @param object table, column, index or extension that it is about
 */
public record Warning(String object, String text) {
    @Override
    public String toString() {
        return object + ": " + text;
    }
}
