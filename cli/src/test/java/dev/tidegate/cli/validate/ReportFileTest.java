package dev.tidegate.cli.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.operate.failure.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
    @TempDir
    private Path directory;

    @Test
    void replacesAnOlderReportAsAWhole() throws IOException {
        ReportFile file = new ReportFile(Files.writeString(directory.resolve("report.json"), "old"));
        file.requireWritable();
        assertThat(file.path()).hasContent("old");
        file.write("new");
        assertThat(file.path()).hasContent("new");
        try (var left = Files.list(directory)) {
            assertThat(left).containsExactly(file.path());
        }
    }

    @Test
    void refusesAPlaceThatCannotBeWrittenBeforeAnythingStarts() {
        assertRefused(directory.resolve("none").resolve("report.json"), "no such directory");
        assertRefused(directory, "that is a directory");
    }

    private static void assertRefused(Path path, String why) {
        assertThatThrownBy(() -> new ReportFile(path).requireWritable())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining(why);
    }
}
