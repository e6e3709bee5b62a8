package dev.tidegate.validator.pass;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.validator.result.Coverage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointRunTest {
    private static final Migration MIGRATION = MigrationFile.parse("m.yaml", """
            migration: m
            source: {database: m}
            collections:
              notes: {columns: {body: text}}
            """);

    @TempDir
    Path folder;

    @Test
    void resumesWhatWasOfTheSameEnds() {
        run("here").begin(false);
        assertThatCode(() -> run("here").begin(true)).doesNotThrowAnyException();
    }

    /** What was compared of other servers, or of a target that was made anew, says nothing of these. */
    @Test
    void refusesToResumeWhatWasOfOtherEnds() {
        run("here").begin(false);
        assertThatThrownBy(() -> run("there").begin(true))
                .isInstanceOf(NothingToResumeException.class)
                .hasMessageContaining("MongoDB or PostgreSQL is another, or was made anew, since; start one anew");
        assertThatCode(() -> run("here").begin(true)).doesNotThrowAnyException();
    }

    private CheckpointRun run(String ends) {
        return new CheckpointRun(folder, MIGRATION, new Coverage.Full(), ends);
    }
}
