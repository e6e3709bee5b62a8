package dev.tidegate.validator.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A declaration of the migration file that no document gives a value: right where the field is not used yet, wrong where
 * its path is.
 *
 * @param table the table, child table or junction
 * @param column of a column
 * @param field of the document, or of an element; several are joined by {@code |}; empty for a whole collection
 */
public record WithoutValue(Kind kind, String collection, String table, Optional<String> column, String field) {

    /** What was declared. */
    public enum Kind {
        /** It has no document at all, so that nothing is said of what is declared in it. */
        COLLECTION("collection"),
        COLUMN("column"),
        CHILD("child table"),
        JUNCTION("junction");

        private final String noun;

        Kind(String noun) {
            this.noun = noun;
        }

        public String noun() {
            return noun;
        }
    }

    public static WithoutValue collection(String collection, String table) {
        return new WithoutValue(Kind.COLLECTION, collection, table, Optional.empty(), "");
    }

    /** A sentence for each, and one for all columns of a table. */
    public static List<String> messages(List<WithoutValue> all) {
        Map<List<String>, List<WithoutValue>> groups = new LinkedHashMap<>();
        all.forEach(each ->
                groups.computeIfAbsent(each.group(), group -> new ArrayList<>()).add(each));
        return groups.values().stream().map(WithoutValue::together).toList();
    }

    private List<String> group() {
        return kind == Kind.COLUMN ? List.of(collection, table) : List.of(collection, table, kind.name());
    }

    private static String together(List<WithoutValue> alike) {
        WithoutValue first = alike.get(0);
        return alike.size() == 1
                ? first.message()
                : "no document of \"" + first.collection + "\" has a value for " + alike.size() + " columns of \""
                        + first.table + "\": "
                        + alike.stream().map(WithoutValue::columnAndField).collect(Collectors.joining(", "))
                        + ": are the paths right?";
    }

    private String columnAndField() {
        String name = column.orElseThrow();
        return name.equals(field) ? name : name + " (field " + field + ")";
    }

    /** One sentence for people. */
    public String message() {
        String documents = "no document of \"" + collection + "\" has ";
        String path = " (field " + field + "): is the path right?";
        return switch (kind) {
            case COLLECTION -> "\"" + collection + "\" has no documents";
            case COLUMN -> documents + "a value for column \"" + table + "\".\"" + column.orElseThrow() + "\"" + path;
            case CHILD -> documents + "an element for child table \"" + table + "\"" + path;
            case JUNCTION -> documents + "an id for junction \"" + table + "\"" + path;
        };
    }
}
