package dev.tidegate.cli.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Names that are allowed and awkward: reserved words, blanks, dots, quotes, case variants, other scripts, long ones. */
final class RandomNames {
    /** The most that PostgreSQL keeps of a name. */
    static final int LONGEST = 63;

    private static final List<String> WORDS = List.of(
            "select",
            "user",
            "table",
            "order",
            "group",
            "id",
            "ID",
            "Id",
            "parent_id",
            "ordinal",
            "name",
            "Name",
            "NAME",
            "default",
            "null",
            "true",
            "oid",
            "ctid_",
            "public",
            "limit",
            "a",
            "A",
            "b",
            "_id_",
            "__v",
            "x",
            "_x41",
            "constructor",
            "$set_",
            "length",
            "size",
            "null?",
            "größe",
            "Größe",
            "名前",
            "имя",
            "😀",
            "e\u0301",
            "é",
            "ﬁ",
            "a-b",
            "a/b",
            "a:b",
            "a;b",
            "a,b",
            "a|b",
            "(a)",
            "[a]",
            "{a}",
            "<a>",
            "'a'",
            "\"a\"",
            "a\\b",
            "\\N",
            "%s",
            "a%",
            "a*b",
            "a+b",
            "a=b",
            "a&b",
            "a#b",
            "a@b",
            "a!b",
            "a~b",
            "a`b",
            "a^b",
            "?",
            "-a",
            "1",
            "42",
            "1a",
            "1e5",
            "0x1",
            "tidegate",
            "raw",
            "dead_letter",
            "unmapped",
            "id_map",
            "pg_class",
            "excluded",
            "staging",
            "new",
            "old",
            "key",
            "payload",
            "source",
            "op",
            "ts_ms",
            "after",
            "before",
            "schema",
            "value",
            "values",
            "on",
            "off",
            "yes",
            "no");

    private final Random random;
    private final List<String> given = new ArrayList<>();

    RandomNames(Random random) {
        this.random = random;
    }

    /** What MongoDB takes for a collection: no {@code $}, no dot at the beginning, not one of the system's. */
    String collection(Set<String> taken) {
        return fresh(
                taken,
                200,
                name -> !name.isEmpty()
                        && !name.contains("$")
                        && !name.startsWith(".")
                        && !name.startsWith("system.")
                        && !name.contains(".system."));
    }

    /** A name in PostgreSQL of at most so many bytes. */
    String relation(Set<String> taken, int bytes) {
        return fresh(taken, bytes, name -> !name.isEmpty());
    }

    String column(Set<String> taken) {
        Set<String> system = Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");
        return fresh(taken, LONGEST, name -> !name.isEmpty() && !system.contains(name));
    }

    /** One part of a path into a document. */
    String pathPart() {
        return fresh(Set.of(), 80, name -> !name.isEmpty() && !name.contains("."));
    }

    /** A field that no file declares: in MongoDB nearly everything is a name. */
    String field() {
        return switch (random.nextInt(12)) {
            case 0 -> "";
            case 1 -> "$" + word();
            case 2 -> word() + "." + word();
            case 3 -> "$original";
            case 4 ->
                List.of("$oid", "$date", "$numberLong", "$numberDouble", "$binary", "$undefined", "$minKey")
                        .get(random.nextInt(7));
            case 5 -> "\u0001\t\n\r" + word();
            case 6 -> word().repeat(60);
            default -> any();
        };
    }

    private String fresh(Set<String> taken, int bytes, java.util.function.Predicate<String> allowed) {
        for (int attempt = 0; ; attempt++) {
            String name = attempt < 100 ? any() : any() + attempt;
            name = cut(name, bytes);
            if (allowed.test(name) && !taken.contains(name)) {
                given.add(name);
                return name;
            }
        }
    }

    private String any() {
        return switch (random.nextInt(14)) {
            case 0 -> word() + "." + word();
            case 1 -> word() + "_" + word();
            case 2 -> word() + " " + word();
            case 3 -> " " + word();
            case 4 -> word() + " ";
            case 5 -> word().repeat(40);
            case 6 -> word().toUpperCase(Locale.ROOT);
            case 7 -> given.isEmpty() ? word() : variant(given.get(random.nextInt(given.size())));
            case 8 -> "$" + word();
            case 9 -> word() + "$" + word();
            default -> word();
        };
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private String variant(String name) {
        return switch (random.nextInt(5)) {
            case 0 -> name.toUpperCase(Locale.ROOT);
            case 1 -> name.toLowerCase(Locale.ROOT);
            case 2 -> name.replace('.', '_');
            case 3 -> name.replace('_', '.');
            default -> name + " ";
        };
    }

    /** Never within a character. */
    static String cut(String name, int bytes) {
        String cut = name;
        while (cut.getBytes(StandardCharsets.UTF_8).length > bytes) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut;
    }
}
