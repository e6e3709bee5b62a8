package dev.tidegate.cli.command;

import dev.tidegate.events.topic.KafkaCluster;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.transform.local.LocalState;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Where this machine keeps what can be made again: below the user's home when nobody says. */
final class StateDirectory {
    private StateDirectory() {}

    /** Of the transformer. Each Kafka cluster and migration has one of its own. */
    static Path ofRun(Path asked, Migration migration, Addresses addresses) {
        if (isGiven(asked)) {
            return asked;
        }
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, addresses.kafka()))) {
            return LocalState.defaultDirectory(migration.name(), new KafkaCluster(admin).id());
        }
    }

    /** Of {@code validate --resume}, which may have no Kafka. */
    static Path ofValidation(Path asked, Migration migration) {
        return isGiven(asked)
                ? asked.resolve("validation")
                : Path.of(System.getProperty("user.home"), ".tidegate", "validation", migration.name());
    }

    private static boolean isGiven(Path asked) {
        return asked != null && !asked.toString().isBlank();
    }
}
