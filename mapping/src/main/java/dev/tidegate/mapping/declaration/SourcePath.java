package dev.tidegate.mapping.declaration;

import java.util.ArrayList;
import java.util.List;

/**
 * A path into a document, as names of fields. Declarations carry it as {@link #toString text}: the names joined by dots,
 * and a backslash before each dot and backslash that is part of a name.
 */
public record SourcePath(List<String> names) {
    public SourcePath {
        names = List.copyOf(names);
        if (names.isEmpty() || names.contains("")) {
            throw new IllegalArgumentException("a field path has an empty step: '" + String.join(".", names) + "'");
        }
    }

    /** The path that this text is of. */
    public static SourcePath of(String text) {
        return new SourcePath(names(text));
    }

    /** Of the path to anything in a document, whose names may be empty as no declaration's are. */
    public static String firstName(String text) {
        return names(text).get(0);
    }

    private static List<String> names(String text) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\\' && i + 1 < text.length()) {
                i++;
                name.append(text.charAt(i));
            } else if (character == '.') {
                names.add(name.toString());
                name.setLength(0);
            } else {
                name.append(character);
            }
        }
        names.add(name.toString());
        return names;
    }

    /** A name as it stands in the text of a path. */
    public static String escaped(String name) {
        return name.replace("\\", "\\\\").replace(".", "\\.");
    }

    /** The document's own field that the path begins with. */
    public String topLevel() {
        return names.get(0);
    }

    @Override
    public String toString() {
        return String.join(".", names.stream().map(SourcePath::escaped).toList());
    }
}
