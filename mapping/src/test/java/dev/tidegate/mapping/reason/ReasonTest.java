package dev.tidegate.mapping.reason;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.reason.Reason.Effect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {
    private static final Pattern CODE_OF_ROW = Pattern.compile("^\\| `([^`]+)`");

    @ParameterizedTest
    @EnumSource(Reason.class)
    void hasARemedyOfItsOwnAndIsFoundByItsCode(Reason reason) {
        assertThat(reason.remedy()).isNotBlank().isNotEqualTo("correct the document");
        assertThat(Reason.ofCode(reason.code())).contains(reason);
    }

    @Test
    void theDocsListEachWithWhatItMeansAndWhatToDo() throws IOException {
        assertThat(codes("errors.md", "## What to do, by reason"))
                .containsExactlyInAnyOrderElementsOf(codes(Effect.DEAD_LETTER));
        assertThat(codes("values.md", "## Reasons")).containsExactlyInAnyOrderElementsOf(codes(Effect.DEAD_LETTER));
        assertThat(codes("values.md", "## What is counted")).containsExactlyInAnyOrderElementsOf(codes(Effect.NOTE));
    }

    private static List<String> codes(Effect effect) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.effect() == effect)
                .map(Reason::code)
                .toList();
    }

    /** The first code of each row of the section's table. */
    private static List<String> codes(String page, String heading) throws IOException {
        String text = Files.readString(Path.of("../docs", page));
        String section = text.substring(text.indexOf("\n" + heading + "\n") + heading.length())
                .split("\n## ")[0];
        return section.lines()
                .map(CODE_OF_ROW::matcher)
                .filter(row -> row.find())
                .map(row -> row.group(1))
                .toList();
    }
}
