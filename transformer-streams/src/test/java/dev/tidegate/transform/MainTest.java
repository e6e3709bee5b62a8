package dev.tidegate.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void saysHowItIsUsed() {
        assertThat(run()).isEqualTo(2);
        assertThat(errors()).contains("-f FILE");
    }

    @Test
    void namesAnUnknownArgument() {
        assertThat(run("-f", "m.yaml", "--speed", "9")).isEqualTo(2);
        assertThat(errors()).contains("--speed");
    }

    @Test
    void namesAFileThatIsNotThere() {
        assertThat(run("-f", "nowhere.yaml")).isEqualTo(2);
        assertThat(errors()).contains("nowhere.yaml");
    }

    @Test
    void tellsWhatIsWrongWithTheFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("m.yaml"), "name: 7\nspeed: 9\n");
        assertThat(run("-f", file.toString())).isEqualTo(2);
        assertThat(errors()).contains("speed");
    }

    private int run(String... arguments) {
        return Main.run(arguments, Map.of(), new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
