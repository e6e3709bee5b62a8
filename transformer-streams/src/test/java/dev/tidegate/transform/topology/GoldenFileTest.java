package dev.tidegate.transform.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.events.reread.OrphanRow;
import dev.tidegate.events.row.RowKey;
import dev.tidegate.events.row.TableSerdes;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.transform.ShopMigration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.bson.BsonDocument;
import org.bson.types.ObjectId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file in {@code golden} is a sequence of changes ({@code > put collection document}, {@code > delete collection
 * id}), each followed by the records that it makes. {@code > reread collection document} and {@code > reread-gone
 * collection id} are on request, with the rows that {@code > orphan Table key} named before. {@code @1f} is the ObjectId that ends with these digits. With
 * {@code -Dgolden.write=true} the files are written anew, to be read before they are committed.
 */
class GoldenFileTest {
    private static final Pattern OBJECT_ID = Pattern.compile("@([0-9a-f]+)");
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void changesGiveTheRowsBelowThem(Path file) throws IOException {
        String expected = Files.readString(file);
        String actual = replay(expected);
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(expected);
    }

    private static String replay(String file) {
        Migration migration = ShopMigration.with("shop", 1);
        RowText rows = new RowText(migration);
        List<String> lines = new ArrayList<>();
        List<OrphanRow> orphans = new ArrayList<>();
        try (TopologyDriver driver = new TopologyDriver(migration)) {
            for (String line : file.lines().toList()) {
                if (line.startsWith(">")) {
                    lines.add(line);
                    String step = line.substring(1).strip();
                    if (step.startsWith("orphan ")) {
                        orphans.add(orphan(migration, step.substring(7).split(" ")));
                    } else {
                        step(step, driver, orphans);
                    }
                    driver.changes().forEach(change -> lines.add(rows.of(change)));
                } else if (line.isBlank() || line.startsWith("#")) {
                    lines.add(line);
                }
            }
        }
        return String.join("\n", lines) + "\n";
    }

    /** The table, then each value of the key: {@code collection@1f}, a number, or a text. */
    private static OrphanRow orphan(Migration migration, String[] words) {
        Table table = migration.table(words[0]);
        List<Object> key = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            String[] id = words[i].split("@");
            if (id.length == 2) {
                key.add(new CollectionIds(id[0], migration.collection(id[0]).tag())
                        .uuid(new ObjectId("0".repeat(24 - id[1].length()) + id[1])));
            } else {
                key.add(words[i].matches("\\d+") ? (Object) Integer.valueOf(words[i]) : words[i]);
            }
        }
        byte[] bytes = new TableSerdes(table).key().serializer().serialize("", new RowKey(key));
        return new OrphanRow(table.name(), Bytes.wrap(bytes));
    }

    private static void step(String step, TopologyDriver driver, List<OrphanRow> orphans) {
        String[] words = step.split(" ", 3);
        String json = OBJECT_ID
                .matcher(words[2])
                .replaceAll(
                        id -> "{\"\\$oid\": \"" + "0".repeat(24 - id.group(1).length()) + id.group(1) + "\"}");
        BsonDocument wrapped = BsonDocument.parse("{v: " + json + "}");
        switch (words[0]) {
            case "put" -> driver.put(words[1], wrapped.getDocument("v"));
            case "delete" -> driver.delete(words[1], wrapped.get("v"));
            case "reread" -> {
                BsonDocument document = wrapped.getDocument("v");
                driver.reread(words[1], document.get("_id"), document, orphans.toArray(OrphanRow[]::new));
                orphans.clear();
            }
            case "reread-gone" -> {
                driver.reread(words[1], wrapped.get("v"), null, orphans.toArray(OrphanRow[]::new));
                orphans.clear();
            }
            default -> throw new IllegalArgumentException("unknown step: " + step);
        }
    }
}
