package dev.tidegate.preflight.infer.evidence;

import dev.tidegate.preflight.infer.evidence.Referred.Home;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How much a field's name is like a collection's: 0 for nothing in common, {@link #SAME} for the same noun. */
public final class NameLikeness {
    static final int SAME = 3;
    static final int SAME_NOUN = 2;

    private static final Set<String> SAYS_ID = Set.of("id", "ids", "ref", "refs", "uuid", "fk", "key", "oid", "by");

    /** Who does what in an application, and what their collection is called. */
    private static final Set<String> ACTORS = Set.of(
            "author",
            "owner",
            "creator",
            "editor",
            "assignee",
            "sender",
            "recipient",
            "reviewer",
            "approver",
            "member",
            "follower",
            "following",
            "watcher",
            "participant",
            "attendee",
            "friend");

    private static final Set<String> PEOPLE = Set.of("user", "account", "member", "person", "employee", "customer");

    private static final Map<String, String> IRREGULAR = Map.of(
            "people",
            "person",
            "children",
            "child",
            "men",
            "man",
            "women",
            "woman",
            "series",
            "series",
            "news",
            "news");

    private NameLikeness() {}

    static int of(String field, String collection) {
        List<String> ofField = words(field);
        List<String> ofCollection = words(collection);
        ofField.removeIf(SAYS_ID::contains);
        if (ofCollection.isEmpty()) {
            return 0;
        }
        if (ofField.isEmpty()) {
            return PEOPLE.contains(last(ofCollection)) && saysBy(field) ? 1 : 0;
        }
        if (String.join("", ofField).equals(String.join("", ofCollection))) {
            return SAME;
        }
        String noun = last(ofCollection);
        if (last(ofField).equals(noun)) {
            return SAME_NOUN;
        }
        Set<String> common = new HashSet<>(ofField);
        common.retainAll(ofCollection);
        boolean arePeople = PEOPLE.contains(noun) && (saysBy(field) || ACTORS.contains(last(ofField)));
        return common.isEmpty() && !arePeople ? 0 : 1;
    }

    /** True when there is a value for each of the collections, and no other: {@code User} for {@code users}. */
    public static boolean areNamesOf(Collection<String> values, Collection<Home> homes) {
        return !values.isEmpty()
                && values.stream().allMatch(value -> homes.stream().anyMatch(home -> isNameOf(value, home)))
                && homes.stream().allMatch(home -> values.stream().anyMatch(value -> isNameOf(value, home)));
    }

    private static boolean isNameOf(String value, Home home) {
        return of(value, home.collection()) == SAME;
    }

    private static boolean saysBy(String field) {
        return field.matches("(?i)(.*_)?by(_?ids?)?|.*By(Ids?)?");
    }

    /** {@code directorId}: whatever it is the id of. */
    static boolean saysId(String field) {
        return field.matches(".*(Id|ID|_id|Ids|IDs|_ids)");
    }

    private static String last(List<String> words) {
        return words.get(words.size() - 1);
    }

    private static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        String spaced = name.replaceAll("IDs?(?![a-z])", "_id")
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2");
        for (String word : spaced.split("[^\\p{L}\\p{N}]+")) {
            if (!word.isEmpty()) {
                words.add(singular(word.toLowerCase(Locale.ROOT)));
            }
        }
        return words;
    }

    static String singular(String word) {
        if (IRREGULAR.containsKey(word)) {
            return IRREGULAR.get(word);
        }
        if (word.length() > 4 && word.endsWith("ies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        if (word.length() > 4 && (word.endsWith("sses") || word.endsWith("xes") || word.endsWith("ches"))) {
            return word.substring(0, word.length() - 2);
        }
        return word.length() > 3 && word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us")
                ? word.substring(0, word.length() - 1)
                : word;
    }
}
