package dev.tidegate.preflight;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.preflight.data.DataCheck;
import dev.tidegate.preflight.data.DataReport;
import dev.tidegate.preflight.data.ScanSettings;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.kafka.KafkaCheck;
import dev.tidegate.preflight.source.SourceAddress;
import dev.tidegate.preflight.source.SourceCheck;
import dev.tidegate.preflight.target.TargetCheck;
import dev.tidegate.preflight.target.TargetFindings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole preflight: servers, then documents. Changes nothing anywhere; continues where one server is away. */
public final class CheckRun {
    private static final DataReport NO_DATA = new DataReport(List.of(), List.of(), 0, 0, 0);

    private final Migration migration;
    private final String file;
    private final PreflightServers servers;
    private final ScanSettings settings;
    private final Clock clock;

    /** @param file the migration file's text */
    public CheckRun(Migration migration, String file, PreflightServers servers, ScanSettings settings, Clock clock) {
        this.migration = migration;
        this.file = file;
        this.servers = servers;
        this.settings = settings;
        this.clock = clock;
    }

    public CheckReport run(PreflightProgress progress) {
        Instant start = clock.instant();
        List<Finding> findings = new ArrayList<>();
        progress.at("PostgreSQL");
        findings.addAll(target());
        progress.at("Kafka");
        findings.addAll(kafka());
        progress.at("MongoDB");
        DataReport data = source(findings, progress);
        return new CheckReport(
                migration.name(),
                start,
                Duration.between(start, clock.instant()),
                settings.sample(),
                settings.seed(),
                data.documents(),
                data.deadLetters(),
                findings,
                data.collections());
    }

    private List<Finding> target() {
        return servers.target()
                .map(address -> new TargetFindings(address, migration, file, kafkaCluster()).run())
                .orElseGet(() -> List.of(noAddress("PostgreSQL", "POSTGRES_URL", "target.url")));
    }

    private Optional<String> kafkaCluster() {
        return servers.kafka().flatMap(address -> new KafkaCheck(address, migration).clusterId());
    }

    private List<Finding> kafka() {
        return servers.kafka()
                .map(address -> new KafkaCheck(address, migration).run())
                .orElseGet(() -> List.of(noAddress("Kafka", "KAFKA_BOOTSTRAP_SERVERS", "kafka.bootstrap_servers")));
    }

    private DataReport source(List<Finding> findings, PreflightProgress progress) {
        if (servers.source().isEmpty()) {
            findings.add(noAddress("MongoDB", "MONGODB_URI", "source.uri"));
            return NO_DATA;
        }
        SourceAddress address = servers.source().get();
        SourceCheck check = new SourceCheck(address, migration);
        SourceCheck.Result server = check.run();
        findings.addAll(server.findings());
        if (server.documents().isEmpty()) {
            return NO_DATA;
        }
        try {
            return data(address, check, server.documents(), findings, progress);
        } catch (MongoException e) {
            findings.add(Finding.blocking(
                    "source-read",
                    address.display(),
                    "reading the documents ended: " + e.getClass().getSimpleName() + ", code " + e.getCode(),
                    "see MongoDB's log, and check again"));
            return NO_DATA;
        }
    }

    private DataReport data(
            SourceAddress address,
            SourceCheck check,
            Map<String, Long> documents,
            List<Finding> findings,
            PreflightProgress progress) {
        long all = documents.values().stream().mapToLong(Long::longValue).sum();
        progress.start(all, settings.sample());
        try (MongoClient client = address.open()) {
            MongoDatabase database = client.getDatabase(migration.source().database());
            DataReport data = new DataCheck(database, migration, settings, progress).run(documents.keySet());
            findings.addAll(data.findings());
            long bytes = data.documents() == 0 ? 0 : data.bytes() / data.documents() * all;
            findings.addAll(check.oplog(all, bytes));
            findings.add(TargetCheck.space(bytes));
            return data;
        }
    }

    private static Finding noAddress(String server, String variable, String key) {
        return Finding.blocking(
                "address-missing",
                server,
                "no address is given, so it was not checked",
                "set " + variable + " in the environment, or " + key + " in the file");
    }
}
