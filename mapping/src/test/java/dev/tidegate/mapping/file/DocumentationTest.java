package dev.tidegate.mapping.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each example of the format's description is read, in a file around it that has what it names. */
class DocumentationTest {
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final String COLUMNS =
            "      email: text\n      title: text\n      content: text\n      tags: \"text[]\"\n"
                    + "      user: text\n      status: text\n      createdAt: timestamp(3)\n      userStatus: text\n";
    private static final String START = """
            migration: documentation
            source: {database: d}
            """;
    private static final String COLLECTIONS = """
            collections:
              Users: {columns: {name: text}}
              Boards: {columns: {name: text}}
              Tasks: {columns: {name: text}}
              crm_Accounts_Tasks: {columns: {name: text}}
              example:
            """;

    @ParameterizedTest
    @MethodSource("examples")
    void isRead(String example) {
        assertThatCode(() -> MigrationFile.parse("example", fileAround(example), Map.of()))
                .as(fileAround(example))
                .doesNotThrowAnyException();
    }

    @Test
    void hasAnExampleOfEachConstruct() throws IOException {
        assertThat(examples()).hasSize(15);
    }

    static List<String> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(Path.of("../docs/migration-file.md")))
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    private static String fileAround(String example) {
        String enums = example.contains("enums:") ? "" : "enums: {taskStatus: [ACTIVE]}\n";
        return switch (firstKey(example)) {
            case "migration" -> example;
            case "target" -> START + example + COLLECTIONS + "    columns: {a: text}\n";
            case "collections" -> START + example;
            case "columns" -> START + enums + COLLECTIONS + indented(4, example);
            case "children" -> START + COLLECTIONS + "    columns: {a: text}\n" + indented(4, example);
            case "junctions" -> START + COLLECTIONS + "    columns: {a: text}\n" + example;
            case "indexes" -> START + COLLECTIONS + "    columns:\n" + COLUMNS + indented(4, example);
            default -> START + COLLECTIONS + "    columns:\n" + indented(6, example);
        };
    }

    private static String firstKey(String example) {
        Matcher key = Pattern.compile("^(\\w+):").matcher(example);
        assertThat(key.find()).as(example).isTrue();
        return key.group(1);
    }

    private static String indented(int width, String text) {
        return text.indent(width);
    }
}
