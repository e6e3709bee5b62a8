package dev.tidegate.embedded.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
    @TempDir
    Path data;

    @Test
    void keepsItsTopicsAcrossStarts() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(0, Optional.of(data.resolve("kafka")))) {
            create(kafka, "kept");
            produce(kafka, "kept");
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(0, Optional.of(data.resolve("kafka")));
                Admin admin = admin(kafka)) {
            assertThat(admin.listTopics().names().get()).contains("kept");
        }
    }

    @Test
    void refusesADirectoryInUse() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(0, Optional.of(data.resolve("kafka")))) {
            assertThat(kafka.bootstrapServers()).startsWith("127.0.0.1:");
            assertThatThrownBy(() -> EmbeddedKafka.start(0, Optional.of(data.resolve("kafka"))))
                    .hasMessageContaining("is in use by another kafka");
        }
    }

    @Test
    void namesAPortInUse() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            int port = Integer.parseInt(kafka.bootstrapServers().split(":")[1]);
            assertThatThrownBy(() -> EmbeddedKafka.start(port, Optional.empty()))
                    .hasMessageContaining("port " + port + " for Kafka is in use");
        }
    }

    private static void create(EmbeddedKafka kafka, String topic) throws Exception {
        try (Admin admin = admin(kafka)) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static void produce(EmbeddedKafka kafka, String topic) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "test");
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, "key", "value"));
            producer.commitTransaction();
        }
    }

    private static Admin admin(EmbeddedKafka kafka) {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }
}
