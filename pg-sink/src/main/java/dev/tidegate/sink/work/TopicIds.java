package dev.tidegate.sink.work;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Asks the broker for the ids of topics: a topic that was deleted and made again has another. */
public final class TopicIds {
    private final Admin admin;

    public TopicIds(Admin admin) {
        this.admin = admin;
    }

    Map<String, UUID> of(Collection<String> topics) {
        try {
            Map<String, UUID> ids = new HashMap<>();
            for (TopicDescription topic :
                    admin.describeTopics(topics).allTopicNames().get().values()) {
                var id = topic.topicId();
                ids.put(topic.name(), new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()));
            }
            return ids;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
