package dev.tidegate.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.Tidegate;
import dev.tidegate.cli.run.RunningStages;
import dev.tidegate.cli.run.Stage;
import dev.tidegate.cli.run.StageWiring;
import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.pipeline.KafkaPipeline;
import dev.tidegate.source.server.MongoSourceServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;

/** NextCRM's migration between some servers: its stages in this process, commands beside them. */
record NextCrm(Addresses addresses, Migration migration) {
    private static final Path FILE = Path.of("..", "migrations", "nextcrm", "migration.yaml");

    static Migration read() {
        return MigrationFile.read(FILE);
    }

    RunningStages stages(Set<Stage> stages, Path directory) throws Exception {
        StageWiring wiring =
                StageWiring.of(migration, Files.readString(FILE), addresses, stages, directory.resolve("state"));
        return RunningStages.start(wiring.runners(), () -> {});
    }

    /** Until all that is in MongoDB now is in PostgreSQL. */
    void awaitPassed(Duration patience) {
        try (KafkaPipeline pipeline = new KafkaPipeline(migration, addresses, MongoSourceServer::open)) {
            var fence = pipeline.fence();
            Awaitility.await()
                    .atMost(patience)
                    .pollInterval(Duration.ofMillis(300))
                    .untilAsserted(() ->
                            assertThat(fence.isPassed()).as(fence::toString).isTrue());
        }
    }

    ChildJvm command(String name, String... more) {
        List<String> arguments = new ArrayList<>(List.of(name, "-f", FILE.toString()));
        arguments.addAll(List.of(more));
        return ChildJvm.start(
                Tidegate.class,
                arguments,
                Map.of(
                        Addresses.MONGODB, addresses.mongodb(),
                        Addresses.KAFKA, addresses.kafka(),
                        Addresses.POSTGRES, addresses.postgres()));
    }
}
