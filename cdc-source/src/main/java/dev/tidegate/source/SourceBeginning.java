package dev.tidegate.source;

import dev.tidegate.events.source.SourceHealth;
import dev.tidegate.events.source.SourceHealth.State;
import dev.tidegate.events.source.SourceOrigin;
import dev.tidegate.events.source.SourceState;
import dev.tidegate.events.topic.ChangedFileException;
import dev.tidegate.events.topic.KafkaCluster;
import dev.tidegate.events.topic.MigrationTopics;
import dev.tidegate.events.topic.ReplacedTopicsException;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.Migration;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Whether Kafka holds what the source has noted, and nothing that it has not. */
final class SourceBeginning {
    private final Admin admin;
    private final Migration migration;
    private final Topics names;
    private final MigrationTopics topics;

    SourceBeginning(Admin admin, Migration migration) {
        this.admin = admin;
        this.migration = migration;
        this.names = new Topics(migration.name());
        this.topics = new MigrationTopics(admin, migration);
    }

    /** Before the first plan nothing was published: what is in a raw topic was noted in a state topic that is gone. */
    Optional<SourceHealth> trouble() {
        List<String> filled = topics.rawTopics().stream().filter(this::isFilled).toList();
        return filled.isEmpty()
                ? Optional.empty()
                : Optional.of(health("topic " + names.sourceState() + ", in which the source notes how far it is, was"
                        + " deleted or made again, and these raw topics hold what it has published: "
                        + String.join(", ", filled) + ". Documents that were deleted since would stay in PostgreSQL:"
                        + " start the migration anew under another name"));
    }

    /** @throws ChangedFileException when the source began with another version of the file */
    Optional<SourceHealth> trouble(SourceState state) {
        SourceOrigin origin = state.origin().orElse(null);
        if (origin == null) {
            return Optional.empty();
        }
        if (!origin.migrationHash().equals(migration.hash())) {
            throw new ChangedFileException(migration.name());
        }
        List<String> replaced = topics.replaced(origin);
        return replaced.isEmpty() ? Optional.empty() : Optional.of(health(ReplacedTopicsException.message(replaced)));
    }

    SourceOrigin origin(Optional<String> replicaSet) {
        return new SourceOrigin(migration.hash(), replicaSet, topics.ids());
    }

    /** The replica set's id stays known where it cannot be read any more; requests of another topic begin at its start. */
    SourceState resumed(SourceState state, SourceOrigin now) {
        Optional<String> known = state.origin().flatMap(SourceOrigin::replicaSet);
        SourceOrigin origin = new SourceOrigin(now.migrationHash(), known.or(now::replicaSet), now.topics());
        boolean hasNewRequests = state.origin()
                .map(then -> !Objects.equals(
                        then.topics().get(names.sourceRequests()), now.topics().get(names.sourceRequests())))
                .orElse(false);
        return (hasNewRequests ? state.withRequestsTo(0) : state).with(origin);
    }

    private boolean isFilled(String topic) {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (int i = 0; i < migration.kafka().partitions(); i++) {
            partitions.put(new TopicPartition(topic, i), OffsetSpec.latest());
        }
        return KafkaCluster.get(admin.listOffsets(partitions).all()).values().stream()
                .anyMatch(end -> end.offset() > 0);
    }

    private static SourceHealth health(String message) {
        return new SourceHealth(State.TOPIC_REPLACED, message, Clock.systemUTC().millis());
    }
}
