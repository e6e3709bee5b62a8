package dev.tidegate.preflight.infer.evidence;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How much a field's name is like a collection's: 0 for nothing in common, {@link #SAME} for the same noun. */
final class NameLikeness {
    static final int SAME = 3;
    static final int SAME_NOUN = 2;

    private static final Set<String> SAYS_ID = Set.of("id", "ids", "ref", "refs", "uuid", "fk", "key", "oid", "by");

    private NameLikeness() {}

    static int of(String field, String collection) {
        List<String> ofField = words(field);
        List<String> ofCollection = words(collection);
        ofField.removeIf(SAYS_ID::contains);
        if (ofField.isEmpty() || ofCollection.isEmpty()) {
            return 0;
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
        return common.isEmpty() ? 0 : 1;
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
