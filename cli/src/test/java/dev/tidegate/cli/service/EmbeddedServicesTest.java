package dev.tidegate.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidegate.cli.CommandFailure;
import dev.tidegate.cli.ExitCode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddedServicesTest {
    @Test
    void saysWhatToDoWhenNoMongodIsAtHand() {
        CommandFailure failure =
                catchThrowableOfType(CommandFailure.class, () -> EmbeddedServices.mongod(Map.of("PATH", "/nowhere")));
        assertThat(failure.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(failure)
                .hasMessageContaining("no mongod is at hand")
                .hasMessageContaining("TIDEGATE_MONGOD")
                .hasMessageContaining("--mongod");
    }
}
