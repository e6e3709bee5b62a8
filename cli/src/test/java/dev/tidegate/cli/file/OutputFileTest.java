package dev.tidegate.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.operate.failure.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    @TempDir
    private Path directory;

    @Test
    void replacesAnOlderFileAsAWholeAndKeepsWhoMayReadIt() throws IOException {
        OutputFile file = new OutputFile(Files.writeString(directory.resolve("report.json"), "old"));
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r--r--"));
        file.requireWritable();
        assertThat(file.path()).hasContent("old");
        file.write("new");
        assertThat(file.path()).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-r--r--");
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
        assertThatThrownBy(() -> new OutputFile(path).requireWritable())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining(why);
    }
}
