package dev.tidegate.mapping.file;

import dev.tidegate.mapping.declaration.GeneratedName;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** Checks PostgreSQL's rules for names, and that one name is given once where it must be. */
final class Names {
    private static final Set<String> SYSTEM_COLUMNS = Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

    private record Taken(String what, int line) {}

    private final Problems problems;
    private final Map<String, Taken> relations = new HashMap<>();
    private final Map<String, Taken> tags = new HashMap<>();

    Names(Problems problems) {
        this.problems = problems;
    }

    /** A name in PostgreSQL: 1 to 63 bytes, no NUL. */
    void checkLength(String what, String name, Node at) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || name.indexOf('\0') >= 0) {
            problems.add(at, what + " needs a name, without the character NUL");
        } else if (bytes > GeneratedName.LONGEST) {
            problems.add(
                    at,
                    what + " '" + name + "' has " + bytes + " bytes; PostgreSQL's names have at most "
                            + GeneratedName.LONGEST);
        }
    }

    void checkColumn(String table, String column, Node at) {
        checkLength("column of " + table, column, at);
        if (SYSTEM_COLUMNS.contains(column)) {
            problems.add(at, "PostgreSQL keeps the column name '" + column + "' for itself: choose another");
        }
    }

    /** Tables, indexes and enum types of one schema share their names. */
    void claimRelation(String what, String name, Node at) {
        checkLength(what, name, at);
        claim(relations, what + " '" + name + "'", name, "the name", at);
    }

    void claimPrimaryKey(String table, Node at) {
        claim(relations, "the primary key of table '" + table + "'", GeneratedName.of(table, "pkey"), "the name", at);
    }

    void claimTag(String collection, int tag, Node at) {
        claim(tags, "collection '" + collection + "'", Integer.toString(tag), "the tag", at);
    }

    private void claim(Map<String, Taken> taken, String what, String key, String kind, Node at) {
        Taken before = taken.putIfAbsent(key, new Taken(what, at.getStartMark().getLine() + 1));
        if (before != null) {
            problems.add(
                    at, what + ": " + kind + " " + key + " is taken by " + before.what() + " in line " + before.line());
        }
    }
}
