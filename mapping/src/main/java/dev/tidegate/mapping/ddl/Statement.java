package dev.tidegate.mapping.ddl;

/**
 * One SQL statement, to be run by itself.
 *
 * @param object what it makes or changes, unquoted, for progress and messages
 * @param sql without a semicolon at its end
 */
public record Statement(String object, String sql) {}
