package dev.tidegate.cli.fuzz;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.InvalidMigrationException;
import dev.tidegate.mapping.file.MigrationFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * A migration file and the writes to its source: all that a run needs, and nothing that is drawn while it runs.
 *
 * @param file the tree of the file, without name and addresses
 */
record Round(Map<String, Object> file, Script script, Course course) {

    /**
     * What happens beside the writes.
     *
     * @param startsLate whether the live writes wait until the stream has begun
     * @param restart whether all stages end and begin again between the live writes
     * @param rereads whether documents are re-read, and rows are explained
     * @param emptiesAtTheEnd whether all documents are deleted at last, and nothing may be left of them
     */
    record Course(boolean startsLate, Restart restart, boolean rereads, boolean emptiesAtTheEnd) {
        static Course of(Random random) {
            Restart restart = random.nextInt(4) > 0
                    ? Restart.NONE
                    : random.nextBoolean() ? Restart.WITH_ITS_STATE : Restart.WITHOUT_STATE;
            return new Course(random.nextBoolean(), restart, random.nextInt(4) == 0, random.nextInt(3) == 0);
        }
    }

    enum Restart {
        NONE,
        WITH_ITS_STATE,
        /** As on another machine: the transformer's state is restored from Kafka. */
        WITHOUT_STATE
    }

    static Round of(long seed) {
        Random random = new Random(seed);
        random.nextLong(); // neighbouring seeds begin alike
        RandomNames names = new RandomNames(random);
        Map<String, Object> file = new RandomMigration(random, names).tree();
        Migration migration = parse(yaml(file, "fuzz", Map.of()));
        return new Round(file, Script.of(migration, random, names), Course.of(random));
    }

    /** @throws Finding.Failure when the file is refused, though the docs allow it */
    static Migration parse(String yaml) {
        try {
            return MigrationFile.parse("fuzz.yaml", yaml);
        } catch (InvalidMigrationException e) {
            throw Finding.failure("the file is refused", e.getMessage() + "\n" + yaml);
        }
    }

    /** @param addresses {@code uri}, {@code bootstrap_servers}, {@code url}, or none */
    static String yaml(Map<String, Object> file, String name, Map<String, String> addresses) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("migration", name);
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("database", name.replace('-', '_'));
        whole.put("source", source);
        whole.putAll(file);
        put(source, "uri", addresses);
        whole.put("target", with(file.get("target"), "url", addresses));
        whole.put("kafka", with(file.get("kafka"), "bootstrap_servers", addresses));
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setAllowUnicode(false);
        options.setSplitLines(false);
        return new Yaml(options).dump(whole);
    }

    private static Map<String, Object> with(Object map, String key, Map<String, String> addresses) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (map instanceof Map<?, ?> entries) {
            entries.forEach((name, value) -> copy.put((String) name, value));
        }
        put(copy, key, addresses);
        return copy;
    }

    private static void put(Map<String, Object> map, String key, Map<String, String> addresses) {
        if (addresses.containsKey(key)) {
            map.put(key, addresses.get(key));
        }
    }

    Round withFile(Map<String, Object> other) {
        return new Round(other, script, course);
    }

    Round withScript(Script other) {
        return new Round(file, other, course);
    }
}
