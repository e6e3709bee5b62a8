package dev.tidegate.mapping.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tidegate.mapping.ddl.Ddl;
import dev.tidegate.mapping.declaration.Migration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Files broken at random are refused with lines, or are whole migrations: nothing else comes out. */
class BrokenFilesTest {
    private static final long SEED = 20261121;
    private static final int FILES = 200;
    private static final List<String> PIECES = List.of(
            "",
            "null",
            "[]",
            "{}",
            "[a]",
            "{a: b}",
            "text",
            "uuid",
            "~",
            "'",
            "0",
            "-1",
            "kunden",
            "order state",
            "true");

    private final Random random = new Random(SEED);

    @Test
    void areRefusedWithTheirLinesOrAreWhole() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../migrations/examples/shop/migration.yaml"));
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            String yaml = broken(lines);
            try {
                use(MigrationFile.parse("shop", yaml, Map.of()));
            } catch (InvalidMigrationException e) {
                refused++;
                long last = yaml.lines().count() + 1;
                assertThat(e.problems()).isNotEmpty().allMatch(each -> each.line() >= 1 && each.line() <= last);
            } catch (RuntimeException e) {
                fail("seed " + SEED + ", file " + i + ":\n" + yaml, e);
            }
        }
        assertThat(refused).isGreaterThan(FILES / 2);
    }

    private static void use(Migration migration) {
        assertThat(new Ddl(migration).atStart()).isNotEmpty();
        assertThat(new Ddl(migration).warnings()).isNotNull();
        migration.collections().forEach(each -> migration.topLevelFieldsRead(each.collection()));
    }

    private String broken(List<String> lines) {
        List<String> copy = new ArrayList<>(lines);
        for (int times = 1 + random.nextInt(2); times > 0; times--) {
            int at = random.nextInt(copy.size());
            switch (random.nextInt(4)) {
                case 0 -> copy.remove(at);
                case 1 -> copy.add(random.nextInt(copy.size()), copy.get(at));
                case 2 -> copy.set(at, replaceWord(copy.get(at)));
                default -> copy.set(at, replaceValue(copy.get(at)));
            }
        }
        return String.join("\n", copy);
    }

    private String replaceValue(String line) {
        int colon = line.indexOf(':');
        return colon < 0 ? line : line.substring(0, colon + 1) + " " + piece();
    }

    private String replaceWord(String line) {
        String[] words = line.split("(?<=[^a-z_])|(?=[^a-z_])");
        words[random.nextInt(words.length)] = piece();
        return String.join("", words);
    }

    private String piece() {
        return PIECES.get(random.nextInt(PIECES.size()));
    }
}
