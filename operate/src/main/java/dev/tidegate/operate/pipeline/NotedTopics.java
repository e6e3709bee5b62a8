package dev.tidegate.operate.pipeline;

import dev.tidegate.events.source.SourceHealth;
import dev.tidegate.events.source.SourceHealth.State;
import dev.tidegate.events.source.SourceState;
import dev.tidegate.events.topic.MigrationTopics;
import dev.tidegate.events.topic.ReplacedTopicsException;
import dev.tidegate.mapping.declaration.Migration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** The migration's topics beside what the source has noted of them: a stage that does not run has not said that one is another. */
public record NotedTopics(Admin admin, Migration migration) {

    /**
     * What the source has noted, with its health as it would find it at a start.
     *
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer
     */
    public SourceState compare(SourceState noted) {
        if (!noted.health().isOk()) {
            return noted;
        }
        List<String> replaced = noted.origin()
                .map(new MigrationTopics(admin, migration)::replaced)
                .orElse(List.of());
        return replaced.isEmpty()
                ? noted
                : noted.with(new SourceHealth(
                        State.TOPIC_REPLACED, ReplacedTopicsException.message(replaced), System.currentTimeMillis()));
    }
}
