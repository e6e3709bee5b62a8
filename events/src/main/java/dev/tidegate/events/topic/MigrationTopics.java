package dev.tidegate.events.topic;

import dev.tidegate.events.source.SourceOrigin;
import dev.tidegate.events.source.SourceState;
import dev.tidegate.events.source.SourceStateReader;
import dev.tidegate.mapping.declaration.Migration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;

/** Whether the topics, and the file, are those that the source began with. */
public final class MigrationTopics {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Admin admin;
    private final Migration migration;
    private final Topics topics;

    public MigrationTopics(Admin admin, Migration migration) {
        this.admin = admin;
        this.migration = migration;
        this.topics = new Topics(migration.name());
    }

    /**
     * To be asked by each stage at its start, once the topics exist.
     *
     * @param kafka connection settings
     * @throws ReplacedTopicsException when a topic is another than the source noted
     * @throws ChangedFileException when the source began with another version of the file
     */
    public void requireAsNoted(Map<String, ?> kafka) {
        try (SourceStateReader reader = new SourceStateReader(kafka, topics.sourceState())) {
            SourceState state = reader.read(PATIENCE);
            state.origin().ifPresent(this::requireAsNoted);
        }
    }

    private void requireAsNoted(SourceOrigin origin) {
        if (!origin.migrationHash().equals(migration.hash())) {
            throw new ChangedFileException(migration.name());
        }
        List<String> replaced = replaced(origin);
        if (!replaced.isEmpty()) {
            throw new ReplacedTopicsException(replaced);
        }
    }

    /** Names of those of the noted topics that have another id now, or are gone; requests are of no lasting use. */
    public List<String> replaced(SourceOrigin origin) {
        Map<String, String> noted = new TreeMap<>(origin.topics());
        noted.remove(topics.sourceRequests());
        Map<String, String> now = new KafkaCluster(admin).topicIds(noted.keySet());
        return noted.entrySet().stream()
                .filter(topic -> !topic.getValue().equals(now.get(topic.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Ids by name, of those that hold what the source must find again, or what stages make of it. */
    public Map<String, String> ids() {
        List<String> names = new ArrayList<>(rawTopics());
        migration.tablesWithTopic().forEach(table -> names.add(topics.table(table)));
        names.add(topics.sourceRequests());
        return new KafkaCluster(admin).topicIds(names);
    }

    public List<String> rawTopics() {
        return migration.sourceCollections().stream().map(topics::raw).toList();
    }
}
