package dev.tidegate.mapping.file;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** Checks MongoDB's rules for names. Whatever MongoDB allows can be migrated, save its own databases and collections. */
final class SourceNames {
    private static final int LONGEST_DATABASE = 63;
    private static final Set<String> OWN_DATABASES = Set.of("admin", "local", "config");

    private SourceNames() {}

    static void checkDatabase(String name, Node at, Problems problems) {
        boolean isAllowed = isText(name)
                && name.chars().noneMatch(character -> "/\\. \"$".indexOf(character) >= 0)
                && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_DATABASE;
        if (!isAllowed || OWN_DATABASES.contains(name)) {
            problems.add(
                    at,
                    "'" + name + "' is no database to migrate: MongoDB's names have 1 to " + LONGEST_DATABASE
                            + " bytes and none of / \\ . \" $ and blank; admin, local and config are its own");
        }
    }

    static void checkCollection(String name, Node at, Problems problems) {
        if (!isText(name) || name.contains("$") || name.startsWith(".") || name.startsWith("system.")) {
            problems.add(at, "'" + name + "' is no name of a MongoDB collection to migrate");
        }
    }

    private static boolean isText(String name) {
        return !name.isEmpty()
                && name.indexOf('\0') < 0
                && StandardCharsets.UTF_8.newEncoder().canEncode(name);
    }
}
