package dev.tidegate.cli.status;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.tidegate.cli.address.Addresses;
import dev.tidegate.cli.address.MongoAddress;
import dev.tidegate.cli.address.TargetConnection;
import dev.tidegate.cli.status.MigrationStatus.CollectionStatus;
import dev.tidegate.cli.status.MigrationStatus.DeadLetters;
import dev.tidegate.cli.status.MigrationStatus.Phase;
import dev.tidegate.cli.status.MigrationStatus.StageStatus;
import dev.tidegate.cli.status.MigrationStatus.TableStatus;
import dev.tidegate.events.source.SourcePhase;
import dev.tidegate.events.source.SourceState;
import dev.tidegate.events.source.SourceStateReader;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.sink.connect.PostgresAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Reads how far a migration is from the three servers. Each server that has no address is left out, and what only it
 * could tell is unknown.
 *
 * <p>"Drained" follows the data: each hop is asked only after the one before it, so that what a hop was found to have
 * passed on is looked for at the next. Not thread-safe.
 */
public final class StatusReader implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Migration migration;
    private final Clock clock;
    private final Optional<MongoClient> mongo;
    private final Admin admin;
    private final SourceStateReader sourceState;
    private final OldestWaiting oldestWaiting;
    private final Hops hops;
    private final Optional<PostgresAddress> postgres;
    private Connection connection;

    public StatusReader(Migration migration, Addresses addresses, Clock clock) {
        this.migration = migration;
        this.clock = clock;
        Map<String, Object> kafka = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, addresses.kafka());
        this.admin = Admin.create(kafka);
        this.sourceState = new SourceStateReader(kafka, new Topics(migration.name()).sourceState());
        this.oldestWaiting = new OldestWaiting(addresses.kafka());
        this.mongo = addresses.mongodbUri().map(uri -> MongoClients.create(MongoAddress.settings(uri, TIMEOUT)));
        this.postgres = addresses.postgresUrl().map(PostgresAddress::parse);
        this.hops = new Hops(migration, new TopicLag(admin));
    }

    public MigrationStatus read() {
        Instant now = clock.instant();
        Optional<SourceTime> sourceTime = mongo.map(SourceTime::new);
        Optional<Long> lastWrite = sourceTime.map(time -> time.lastWrite().getValue());
        SourceState source = sourceState.read(TIMEOUT);
        Hop toKafka = sourceHop(source, lastWrite, sourceTime);
        Hop toTables = hops.transform();
        try {
            Optional<TargetCounts> target = target();
            Hop toTarget = target.isPresent() ? hops.sink(target.get().sinkPositions()) : Hop.UNKNOWN;
            return status(now, source, List.of(toKafka, toTables, toTarget), target);
        } catch (SQLException e) {
            disconnect();
            throw new IllegalStateException("PostgreSQL does not answer: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        disconnect();
        mongo.ifPresent(MongoClient::close);
        oldestWaiting.close();
        sourceState.close();
        admin.close(Duration.ofSeconds(5));
    }

    private MigrationStatus status(
            Instant now, SourceState source, List<Hop> hopsInOrder, Optional<TargetCounts> target) throws SQLException {
        DeadLetters deadLetters =
                target.isPresent() ? target.get().deadLetters() : new DeadLetters(0, 0, Map.of(), Map.of());
        boolean drained = hopsInOrder.stream().allMatch(Hop::isDrained);
        List<CollectionStatus> collections = collections(source);
        return new MigrationStatus(
                migration.name(),
                now,
                phase(source),
                drained,
                List.of(
                        sourceStage(source, hopsInOrder.get(0)),
                        stage("transform", now, hopsInOrder.get(1)),
                        stage("sink", now, hopsInOrder.get(2))),
                collections,
                target.isPresent() ? tables(target.get(), source, deadLetters, drained) : List.of(),
                deadLetters,
                source.health().isOk() ? List.of() : List.of(source.health().message()));
    }

    private static Phase phase(SourceState source) {
        if (!source.health().isOk()) {
            return Phase.BLOCKED;
        }
        return switch (source.phase()) {
            case STARTING -> Phase.NOT_STARTED;
            case SNAPSHOT -> Phase.SNAPSHOT;
            case STREAM -> Phase.LIVE;
        };
    }

    /** Drained when the committed position has passed MongoDB's last write, which was asked for before it. */
    private Hop sourceHop(SourceState source, Optional<Long> lastWrite, Optional<SourceTime> sourceTime) {
        if (lastWrite.isEmpty() || source.phase() != SourcePhase.STREAM) {
            return Hop.UNKNOWN;
        }
        long position = source.committedClusterTime()
                .orElseGet(() -> source.start().orElseThrow().clusterTime());
        if (Long.compareUnsigned(position, lastWrite.get()) >= 0) {
            return Hop.DRAINED;
        }
        var waiting = sourceTime
                .get()
                .eventsAfter(
                        new org.bson.BsonTimestamp(position),
                        migration.source().database(),
                        migration.collections().stream()
                                .map(CollectionMapping::collection)
                                .toList());
        boolean nothingOfOurs = waiting.isPresent() && waiting.getAsLong() == 0;
        return nothingOfOurs ? Hop.DRAINED : Hop.ofEvents(waiting, (lastWrite.get() >>> 32) - (position >>> 32));
    }

    private static StageStatus sourceStage(SourceState source, Hop hop) {
        String state = source.health().isOk()
                ? source.phase().name().toLowerCase(java.util.Locale.ROOT)
                : source.health().state().name().toLowerCase(java.util.Locale.ROOT);
        return new StageStatus("source", state, hop.events(), hop.seconds());
    }

    private StageStatus stage(String name, Instant now, Hop hop) {
        if (hop.isUnknown()) {
            return new StageStatus(name, "unknown", Optional.empty(), Optional.empty());
        }
        var age = oldestWaiting.ageMillis(hop.waiting(), now);
        return new StageStatus(
                name,
                hop.isDrained() ? "idle" : "working",
                hop.events(),
                age.isPresent() ? Optional.of(age.getAsLong() / 1000.0) : Optional.empty());
    }

    private List<CollectionStatus> collections(SourceState source) {
        List<CollectionStatus> statuses = new ArrayList<>();
        Map<String, Long> read = source.documentsRead();
        for (CollectionMapping mapping : migration.collections()) {
            String name = mapping.collection();
            var noted = source.collections().get(name);
            long documents = read.getOrDefault(name, 0L);
            long total = Math.max(documents, noted == null ? 0 : noted.estimatedDocuments());
            boolean isWhole = source.phase() == SourcePhase.STREAM;
            double percent = isWhole ? 100 : percent(documents, total);
            statuses.add(new CollectionStatus(name, mapping.table(), documents, isWhole ? documents : total, percent));
        }
        return statuses;
    }

    private List<TableStatus> tables(TargetCounts target, SourceState source, DeadLetters deadLetters, boolean drained)
            throws SQLException {
        List<TableStatus> statuses = new ArrayList<>();
        TableKinds kinds = new TableKinds(migration);
        for (var table : migration.tables()) {
            TargetCounts.Rows rows = target.rows(table);
            Optional<String> collection = kinds.collection(table.name());
            long dead = collection
                    .map(name -> deadLetters.byCollection().getOrDefault(name, 0L))
                    .orElse(0L);
            long wanted = collection
                    .map(source.collections()::get)
                    .map(noted -> noted.estimatedDocuments())
                    .orElse(0L);
            double percent = drained ? 100 : percent(rows.count() + dead, wanted);
            statuses.add(new TableStatus(
                    table.name(), kinds.kind(table.name()), collection, rows.count(), rows.estimated(), dead, percent));
        }
        return statuses;
    }

    private static double percent(long part, long whole) {
        return whole == 0 ? 0 : Math.min(100.0, 100.0 * part / whole);
    }

    private Optional<TargetCounts> target() throws SQLException {
        if (postgres.isEmpty()) {
            return Optional.empty();
        }
        if (connection == null) {
            connection = TargetConnection.open(postgres.get());
        }
        return Optional.of(new TargetCounts(connection));
    }

    private void disconnect() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                org.slf4j.LoggerFactory.getLogger(StatusReader.class).debug("closing a broken connection", e);
            }
            connection = null;
        }
    }
}
