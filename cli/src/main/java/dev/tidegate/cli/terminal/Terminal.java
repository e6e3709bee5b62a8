package dev.tidegate.cli.terminal;

import java.util.Map;
import java.util.Optional;

/**
 * The terminal that the launcher found at the output's other end.
 *
 * @param takesErrors errors go to the same one
 */
public record Terminal(int lines, int columns, boolean takesErrors) {
    private static final String VARIABLE = "TIDEGATE_TERMINAL";
    private static final String ERRORS = "+err";

    /** Empty for pipes and files. */
    public static Optional<Terminal> of(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(VARIABLE)).map(Terminal::parse);
    }

    /** @param text {@code <lines>x<columns>}, with {@code +err} behind it when errors go there, too */
    static Terminal parse(String text) {
        String[] size = text.replace(ERRORS, "").split("x");
        return new Terminal(
                Math.max(10, Integer.parseInt(size[0])),
                Math.max(60, Integer.parseInt(size[1])),
                text.endsWith(ERRORS));
    }
}
