package dev.tidegate.operate.pipeline;

import com.mongodb.MongoException;
import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.events.source.SourceServer;
import dev.tidegate.events.source.SourceState;
import dev.tidegate.events.source.SourceStateReader;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.validator.pipeline.SourceCondition;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Asks the source's server, and the source's notes in Kafka. Not thread-safe. */
final class StreamPassage implements SourcePassage, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final String database;
    private final List<String> collections;
    private final SourceServer server;
    private final SourceStateReader state;
    private final NotedTopics topics;

    StreamPassage(Migration migration, SourceServer server, Map<String, ?> kafka) {
        this.database = migration.source().database();
        this.collections = migration.sourceCollections();
        this.server = server;
        this.state = new SourceStateReader(kafka, new Topics(migration.name()).sourceState());
        this.topics = new NotedTopics(Admin.create(new HashMap<>(kafka)), migration);
    }

    /** Also what no majority has yet: a comparison that the fence is to settle may have read it. */
    @Override
    public SourcePosition now() {
        return server.lastVisibleWrite();
    }

    /**
     * A source that has stopped for good is passed, though a status calls nothing drained behind it: what it has not
     * carried it never will, and a fence waits for what may still come. Only what the source has noted counts: what it
     * would stop at when it is started is said once, by {@link #condition()}, and costs too much for each question here.
     */
    @Override
    public boolean hasPassed(SourcePosition wanted) {
        SourceState source = state.read(PATIENCE);
        return !source.health().isOk() || SourceHop.hasPassed(source, wanted, this::hasNothingBetween);
    }

    private boolean hasNothingBetween(SourcePosition position, SourcePosition end) {
        return server.hasNothingBetween(position, end, database, collections);
    }

    /** As both say now; what does not answer is named in it. */
    SourceCondition condition() {
        try {
            SourcePosition lastWrite = server.lastWrite();
            SourceState noted = topics.compare(server.withHistory(database, state.read(PATIENCE)));
            return SourceConditions.of(noted, lastWrite, this::hasNothingBetween);
        } catch (MongoException | KafkaException e) {
            return SourceConditions.noAnswer(e);
        }
    }

    @Override
    public void close() {
        topics.admin().close(CLOSING);
        state.close();
        server.close();
    }
}
