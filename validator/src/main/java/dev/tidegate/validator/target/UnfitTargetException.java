package dev.tidegate.validator.target;

import java.util.List;

/** Tables or columns of the migration file are missing, or cannot be compared; the message names all of them. */
public final class UnfitTargetException extends RuntimeException {
    public UnfitTargetException(List<String> lines) {
        super("the target does not fit the migration file, nothing was compared:\n  " + String.join("\n  ", lines)
                + "\n'tidegate plan' prints the tables as the file has them. 'tidegate run' makes missing tables when it"
                + " starts; 'tidegate repair' brings back their rows");
    }
}
