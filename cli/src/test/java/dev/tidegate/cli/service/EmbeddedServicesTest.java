package dev.tidegate.cli.service;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.operate.failure.OperationFailedException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddedServicesTest {
    @Test
    void saysWhatToDoWhenNoMongodIsAtHand() {
        assertThatThrownBy(() -> EmbeddedServices.mongod(Map.of("PATH", "/nowhere")))
                .isInstanceOf(OperationFailedException.class)
                .hasMessageContaining("no mongod is at hand")
                .hasMessageContaining("TIDEGATE_MONGOD")
                .hasMessageContaining("--mongod");
    }
}
