package dev.tidegate.operate.pipeline;

import com.mongodb.MongoException;
import dev.tidegate.events.source.SourceHealth;
import dev.tidegate.events.source.SourcePhase;
import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.events.source.SourceState;
import dev.tidegate.events.source.SourceStateReader;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.validator.pipeline.SourceCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** The condition of the source, by its notes in Kafka, for commands that compare. */
public final class SourceConditions {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private SourceConditions() {}

    /** For a command that asks Kafka for nothing else; MongoDB is not asked, so that how far it is behind is not known. */
    public static SourceCondition ask(Migration migration, Addresses addresses) {
        if (addresses.kafkaBootstrapServers().isEmpty()) {
            return SourceCondition.notAsked();
        }
        Map<String, Object> kafka = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, addresses.kafka());
        try (SourceStateReader reader = new SourceStateReader(kafka, new Topics(migration.name()).sourceState())) {
            SourceState source = reader.read(PATIENCE);
            return stopped(source).orElseGet(() -> SourceCondition.unknown("not-stopped", ""));
        } catch (KafkaException e) {
            return noAnswer("Kafka", e);
        }
    }

    /** @param lastWrite the server's, asked before the source's notes were read */
    static SourceCondition of(SourceState source, SourcePosition lastWrite, SourceHop.Log log) {
        Optional<SourceCondition> stopped = stopped(source);
        if (stopped.isPresent()) {
            return stopped.get();
        }
        if (source.phase() != SourcePhase.STREAM) {
            return SourceCondition.snapshotMissing();
        }
        SourcePosition position = source.reached().orElseThrow();
        boolean isCaughtUp = SourceHop.hasPassed(source, lastWrite, log);
        long seconds = isCaughtUp
                ? 0
                : Math.max(
                        1, Duration.between(position.time(), lastWrite.time()).toSeconds());
        return SourceCondition.at(position.time(), Duration.ofSeconds(seconds));
    }

    static SourceCondition noAnswer(String server, RuntimeException failure) {
        return SourceCondition.unknown(
                "no-answer",
                "the state of the source is not known: " + server + " does not answer ("
                        + failure.getClass().getSimpleName() + ")");
    }

    static SourceCondition noAnswer(RuntimeException failure) {
        return noAnswer(failure instanceof MongoException ? "MongoDB" : "Kafka", failure);
    }

    private static Optional<SourceCondition> stopped(SourceState source) {
        SourceHealth health = source.health();
        return health.isOk()
                ? Optional.empty()
                : Optional.of(SourceCondition.stopped(
                        health.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        health.message(),
                        Instant.ofEpochMilli(health.since()),
                        source.reached().map(SourcePosition::time)));
    }
}
