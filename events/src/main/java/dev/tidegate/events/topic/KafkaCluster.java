package dev.tidegate.events.topic;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;

/** By what a Kafka and its topics are known again: one that was made anew has another id, whatever its address. */
public record KafkaCluster(Admin admin) {

    /** @throws KafkaException when the brokers do not answer */
    public String id() {
        return get(admin.describeCluster().clusterId());
    }

    /**
     * Ids by name of those of the topics that exist.
     *
     * @throws KafkaException when the brokers do not answer
     */
    public Map<String, String> topicIds(Collection<String> topics) {
        Set<String> existing = get(admin.listTopics().names());
        Map<String, String> ids = new TreeMap<>();
        for (TopicDescription topic : get(admin.describeTopics(
                                topics.stream().filter(existing::contains).toList())
                        .allTopicNames())
                .values()) {
            ids.put(topic.name(), topic.topicId().toString());
        }
        return ids;
    }

    /** The answer, or the brokers' own exception. */
    public static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }
}
