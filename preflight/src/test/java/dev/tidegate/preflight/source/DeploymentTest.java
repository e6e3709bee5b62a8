package dev.tidegate.preflight.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import java.time.Duration;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class DeploymentTest {
    @Test
    void onlyAReplicaSetHasChangeStreams() {
        assertThat(code("{setName: 'rs0'}")).isEmpty();
        assertThat(code("{isreplicaset: true}")).isEqualTo("source-uninitiated");
        assertThat(code("{}")).isEqualTo("source-standalone");
        assertThat(code("{msg: 'isdbgrid'}")).isEqualTo("source-sharded");
    }

    @Test
    void versionsBeforeSixAreTooOld() {
        assertThat(Deployment.version(BsonDocument.parse("{versionArray: [6, 0, 0, 0]}"), "h"))
                .isEmpty();
        assertThat(Deployment.version(BsonDocument.parse("{versionArray: [5, 0, 31, 0]}"), "h"))
                .hasValueSatisfying(finding -> {
                    assertThat(finding.code()).isEqualTo("source-version");
                    assertThat(finding.message()).contains("5.0.31");
                });
    }

    @Test
    void anOplogThatIsNotFullWillReachFurther() {
        OplogWindow young = new OplogWindow(Duration.ofSeconds(100), 0.01);
        OplogWindow full = new OplogWindow(Duration.ofSeconds(100), 0.97);
        long documents = 100 * OplogWindow.DOCUMENTS_PER_SECOND;

        assertThat(young.against(documents, 0).severity()).isEqualTo(Severity.INFO);
        assertThat(full.against(documents, 0).code()).isEqualTo("oplog-window-short");
        assertThat(full.against(10, 0).severity()).isEqualTo(Severity.INFO);
        assertThat(full.against(10, 1_000 * OplogWindow.BYTES_PER_SECOND).severity())
                .isEqualTo(Severity.WARNING);
    }

    private static String code(String hello) {
        return Deployment.kind(BsonDocument.parse(hello), "h")
                .map(Finding::code)
                .orElse("");
    }
}
