package dev.tidegate.cli.check;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.failure.InvalidRequestException;
import dev.tidegate.validator.preflight.Finding;
import dev.tidegate.validator.preflight.data.DataCheck;
import dev.tidegate.validator.preflight.data.DataReport;
import dev.tidegate.validator.preflight.data.ScanSettings;
import dev.tidegate.validator.preflight.source.SourceAddress;
import dev.tidegate.validator.preflight.source.SourceCheck;
import dev.tidegate.validator.preflight.target.TargetCheck;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole preflight: servers, then documents. Changes nothing anywhere; goes on where one server is away. */
public final class CheckRun {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final DataReport NO_DATA = new DataReport(List.of(), List.of(), 0, 0);

    private final Migration migration;
    private final String file;
    private final Addresses addresses;
    private final ScanSettings settings;
    private final Clock clock;

    /** @param file the migration file's text */
    public CheckRun(Migration migration, String file, Addresses addresses, ScanSettings settings, Clock clock) {
        this.migration = migration;
        this.file = file;
        this.addresses = addresses;
        this.settings = settings;
        this.clock = clock;
    }

    public CheckReport run(CheckProgress progress) {
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
                findings,
                data.collections());
    }

    private List<Finding> target() {
        if (addresses.postgresUrl().isEmpty()) {
            return List.of(noAddress("PostgreSQL", Addresses.POSTGRES, "target.url"));
        }
        try {
            PostgresAddress address = PostgresAddress.parse(addresses.postgres());
            return new TargetFindings(address, migration, file, kafkaCluster()).run();
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(Addresses.POSTGRES + ": " + e.getMessage());
        }
    }

    private Optional<String> kafkaCluster() {
        return addresses.kafkaBootstrapServers().flatMap(servers -> new KafkaCheck(servers, migration).clusterId());
    }

    private List<Finding> kafka() {
        return addresses.kafkaBootstrapServers().isEmpty()
                ? List.of(noAddress("Kafka", Addresses.KAFKA, "kafka.bootstrap_servers"))
                : new KafkaCheck(addresses.kafka(), migration).run();
    }

    private DataReport source(List<Finding> findings, CheckProgress progress) {
        if (addresses.mongodbUri().isEmpty()) {
            findings.add(noAddress("MongoDB", Addresses.MONGODB, "source.uri"));
            return NO_DATA;
        }
        SourceAddress address = sourceAddress();
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
            CheckProgress progress) {
        long all = documents.values().stream().mapToLong(Long::longValue).sum();
        progress.start(all, settings.sample());
        try (MongoClient client = address.open();
                UniqueKeys uniqueKeys = new UniqueKeys(migration)) {
            MongoDatabase database = client.getDatabase(migration.source().database());
            ConversionTrial trial = new ConversionTrial(migration, database, uniqueKeys);
            DataReport data = new DataCheck(database, migration, settings, trial, progress).run(documents.keySet());
            progress.at("sorting what was found");
            findings.addAll(data.findings());
            findings.addAll(trial.findings());
            if (settings.sample().isEmpty()) {
                findings.addAll(uniqueKeys.findings());
            }
            long bytes = data.documents() == 0 ? 0 : data.bytes() / data.documents() * all;
            findings.addAll(check.oplog(all, bytes));
            findings.add(TargetCheck.space(bytes));
            return data;
        }
    }

    private SourceAddress sourceAddress() {
        try {
            return new SourceAddress(addresses.mongodb(), PATIENCE);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(
                    Addresses.MONGODB + " is no MongoDB connection string: " + e.getMessage());
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
