package dev.tidegate.cli.run;

import dev.tidegate.cli.run.RunningStages.Runner;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.sink.PgSink;
import dev.tidegate.sink.SinkConfig;
import dev.tidegate.sink.progress.SinkProgress.IndexProgress.State;
import dev.tidegate.source.CdcSource;
import dev.tidegate.source.SourceConfig;
import dev.tidegate.transform.TransformConfig;
import dev.tidegate.transform.Transformer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The stages of one process, read from top to bottom as the data flows.
 *
 * @param sink empty when the sink runs elsewhere
 */
public record StageWiring(
        List<Runner> runners, Optional<CdcSource> source, Optional<Transformer> transformer, Optional<PgSink> sink) {

    /**
     * @param migrationText the file as it stands
     * @param stateDirectory where the transformer keeps what it can always restore from Kafka
     */
    public static StageWiring of(
            Migration migration, String migrationText, Addresses addresses, Set<Stage> stages, Path stateDirectory) {
        List<Runner> runners = new ArrayList<>();
        Optional<CdcSource> source = Optional.empty();
        Optional<Transformer> transformer = Optional.empty();
        Optional<PgSink> sink = Optional.empty();
        if (stages.contains(Stage.SOURCE)) {
            CdcSource stage = new CdcSource(SourceConfig.of(migration, addresses.mongodb(), addresses.kafka()));
            runners.add(new Runner(Stage.SOURCE, stage::run, stage::close));
            source = Optional.of(stage);
        }
        if (stages.contains(Stage.TRANSFORM)) {
            Transformer stage =
                    new Transformer(new TransformConfig(migration, addresses.kafka(), stateDirectory, 2, Map.of()));
            runners.add(new Runner(Stage.TRANSFORM, stage::run, stage::close));
            transformer = Optional.of(stage);
        }
        if (stages.contains(Stage.SINK)) {
            SnapshotIsIn snapshotIsIn = new SnapshotIsIn(migration, addresses.kafka());
            PgSink stage = new PgSink(SinkConfig.of(
                            migration, migrationText, addresses.kafka(), PostgresAddress.parse(addresses.postgres()))
                    .withSnapshotIsIn(snapshotIsIn));
            runners.add(new Runner(Stage.SINK, stage::run, stage::close));
            sink = Optional.of(stage);
        }
        return new StageWiring(List.copyOf(runners), source, transformer, sink);
    }

    /** False while a sink of this process has yet to build secondary indexes. */
    public boolean indexesStand() {
        return sink.map(stage -> stage.progress().indexes().state() == State.DONE)
                .orElse(true);
    }
}
