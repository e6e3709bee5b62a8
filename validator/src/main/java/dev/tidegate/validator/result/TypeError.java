package dev.tidegate.validator.result;

import java.util.List;

/**
 * The fourth layer: a column that is not of the file's type, or holds what that type must not.
 *
 * @param rows how many; 0 when it is the column itself
 * @param examples of rows' ids
 */
public record TypeError(String table, String column, String error, long rows, List<String> examples) {
    public TypeError {
        examples = List.copyOf(examples);
    }
}
