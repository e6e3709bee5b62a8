package dev.tidegate.sink.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.events.topic.Topics;
import dev.tidegate.sink.position.ForeignTopicException;
import dev.tidegate.sink.support.Publisher;
import dev.tidegate.sink.support.RunningSink;
import dev.tidegate.sink.support.Servers;
import dev.tidegate.sink.support.SinkTest;
import dev.tidegate.sink.support.Tables;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicIdentityIT {
    private final SinkTest test = new SinkTest();
    private final String topic = new Topics(test.migration.name()).table(Tables.PERSON);

    @BeforeEach
    void writeSomethingAndPause() {
        RunningSink sink = test.start();
        upsert(test.publisher);
        test.awaitRows("SELECT count(*) FROM \"Person\"", "1");
        SinkTest.await(() -> assertThat(sink.progress().isAtEnd()).isTrue());
        sink.close();
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void stopsWhenATopicWasMadeAnew() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Servers.kafka()))) {
            admin.deleteTopics(List.of(topic)).all().get();
            SinkTest.await(() -> assertThat(admin.listTopics().names().get()).doesNotContain(topic));
        }
        new Publisher(test.migration).close();

        assertThat(test.start().failure())
                .isInstanceOf(ForeignTopicException.class)
                .hasMessageContaining(topic)
                .hasMessageContaining("id");
    }

    @Test
    void stopsWhenPostgresIsAheadOfATopic() {
        test.database.execute("UPDATE tidegate.sink_position SET next_offset = 1000 WHERE topic = '" + topic + "'");

        assertThat(test.start().failure())
                .isInstanceOf(ForeignTopicException.class)
                .hasMessageContaining(topic)
                .hasMessageContaining("1000");
    }

    @Test
    void stopsWhenRecordsWereDeletedUnread() throws Exception {
        for (int i = 0; i < 20; i++) {
            upsert(test.publisher);
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Servers.kafka()))) {
            // Kafka deletes nothing from a topic that is only compacted.
            cleanupPolicy(admin, "compact,delete");
            admin.deleteRecords(Map.of(
                            new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(-1),
                            new TopicPartition(topic, 1), RecordsToDelete.beforeOffset(-1)))
                    .all()
                    .get();
            cleanupPolicy(admin, "compact");
        }

        assertThat(test.start().failure())
                .isInstanceOf(ForeignTopicException.class)
                .hasMessageContaining("deleted unread");
    }

    private void cleanupPolicy(Admin admin, String policy) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        ConfigEntry entry = new ConfigEntry(TopicConfig.CLEANUP_POLICY_CONFIG, policy);
        admin.incrementalAlterConfigs(Map.of(resource, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
                .all()
                .get();
        SinkTest.await(() -> assertThat(admin.describeConfigs(List.of(resource))
                        .all()
                        .get()
                        .get(resource)
                        .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                        .value())
                .isEqualTo(policy));
    }

    private static void upsert(Publisher publisher) {
        publisher.inTransaction(() -> publisher.upsert(Tables.PERSON, UUID.randomUUID(), "Ada", 0, null));
    }
}
