package dev.tidegate.operate.status;

import dev.tidegate.events.source.SourcePhase;
import dev.tidegate.events.source.SourceServer;
import dev.tidegate.events.source.SourceState;
import dev.tidegate.events.source.SourceStateReader;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.pipeline.KafkaTopicOffsets;
import dev.tidegate.operate.pipeline.NotedTopics;
import dev.tidegate.operate.status.MigrationStatus.DeadLetters;
import dev.tidegate.operate.status.MigrationStatus.Phase;
import dev.tidegate.operate.status.MigrationStatus.StageStatus;
import dev.tidegate.operate.status.MigrationStatus.TableStatus;
import dev.tidegate.operate.status.MigrationStatus.Verification;
import dev.tidegate.operate.status.TableStatuses.Standing;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.bson.BsonTimestamp;

/**
 * Reads how far a migration is from the three servers. A MongoDB or PostgreSQL that has no address or is away is left
 * out: what only it could tell is unknown.
 *
 * <p>"Drained" follows the data: each hop is asked only after the one before it, so that what a hop was found to have
 * passed on is looked for at the next. Not thread-safe.
 */
public final class StatusReader implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Live writes never leave a moment without any lag: this much of it is none of the snapshot any more. */
    private static final long NEARLY_NOTHING = 2_000;

    private static final double NEARLY_NOTHING_OF_ALL = 0.02;

    private final Migration migration;
    private final Clock clock;
    private final SourceEnd sourceEnd;
    private final TargetEnd targetEnd;
    private final Admin admin;
    private final SourceStateReader sourceState;
    private final OldestWaiting oldestWaiting;
    private final Hops hops;

    public StatusReader(Migration migration, Addresses addresses, SourceServer.Opener servers, Clock clock) {
        this.migration = migration;
        this.clock = clock;
        Map<String, Object> kafka = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, addresses.kafka());
        this.admin = Admin.create(kafka);
        this.sourceState = new SourceStateReader(kafka, new Topics(migration.name()).sourceState());
        this.oldestWaiting = new OldestWaiting(addresses.kafka());
        this.sourceEnd = new SourceEnd(addresses.mongodbUri(), servers);
        this.targetEnd = new TargetEnd(addresses.postgresUrl());
        this.hops = new Hops(migration, new KafkaTopicOffsets(admin));
    }

    /** @throws org.apache.kafka.common.KafkaException when Kafka does not answer */
    public MigrationStatus read() {
        sourceEnd.forgetTrouble();
        Optional<BsonTimestamp> lastWrite = sourceEnd.ask(SourceServer::lastWrite);
        SourceState source = withTrouble(sourceState.read(TIMEOUT));
        Hop toKafka = sourceHop(source, lastWrite);
        Hop toTables = hops.transform();
        TableStatuses statuses = new TableStatuses(migration, source);
        Target target = targetEnd
                .ask(counts -> target(counts, statuses, source, toKafka, toTables))
                .orElse(Target.UNKNOWN);
        Instant now = clock.instant();
        return new MigrationStatus(
                migration.name(),
                now,
                phase(source),
                source.health().isOk()
                        && Stream.of(toKafka, toTables, target.hop()).allMatch(Hop::isDrained),
                List.of(
                        sourceStage(source, toKafka),
                        stage("transform", now, toTables),
                        stage("sink", now, target.hop())),
                statuses.collections(),
                target.tables(),
                target.deadLetters(),
                target.verification(),
                warnings(source));
    }

    /** A source that does not run has not noted what it would stop at. */
    private SourceState withTrouble(SourceState noted) {
        SourceState source = sourceEnd
                .ask(mongo -> mongo.withHistory(migration.source().database(), noted))
                .orElse(noted);
        return new NotedTopics(admin, migration).compare(source);
    }

    @Override
    public void close() {
        targetEnd.close();
        sourceEnd.close();
        oldestWaiting.close();
        sourceState.close();
        admin.close(Duration.ofSeconds(5));
    }

    private record Target(
            Hop hop, List<TableStatus> tables, DeadLetters deadLetters, Optional<Verification> verification) {
        static final Target UNKNOWN =
                new Target(Hop.UNKNOWN, List.of(), new DeadLetters(0, 0, Map.of(), Map.of()), Optional.empty());
    }

    /** Positions before the topics' ends before the rows: what is drained is in the rows. */
    private Target target(TargetCounts counts, TableStatuses statuses, SourceState source, Hop toKafka, Hop toTables)
            throws SQLException {
        Hop toTarget = hops.sink(counts.sinkPositions());
        long read = source.documentsRead().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        double nearlyNothing = Math.min(NEARLY_NOTHING, read * NEARLY_NOTHING_OF_ALL);
        boolean snapshotIn = source.phase() == SourcePhase.STREAM
                && Stream.of(toTables, toTarget).allMatch(hop -> hop.events().orElse(Long.MAX_VALUE) <= nearlyNothing);
        boolean drained =
                source.health().isOk() && Stream.of(toKafka, toTables, toTarget).allMatch(Hop::isDrained);
        Map<String, Long> documents = sourceEnd
                .ask(mongo -> mongo.documents(migration.source().database(), collectionNames()))
                .orElse(Map.of());
        DeadLetters deadLetters = counts.deadLetters();
        return new Target(
                toTarget,
                statuses.tables(counts, deadLetters, documents, new Standing(snapshotIn, drained)),
                deadLetters,
                counts.verification(migration.name()));
    }

    private List<String> warnings(SourceState source) {
        List<String> warnings = new ArrayList<>();
        if (!source.health().isOk()) {
            warnings.add(source.health().message());
        }
        sourceEnd.trouble().ifPresent(warnings::add);
        targetEnd.trouble().ifPresent(warnings::add);
        return warnings;
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
    private Hop sourceHop(SourceState source, Optional<BsonTimestamp> lastWrite) {
        if (lastWrite.isEmpty() || source.phase() != SourcePhase.STREAM) {
            return Hop.UNKNOWN;
        }
        BsonTimestamp position = new BsonTimestamp(source.committedClusterTime()
                .orElseGet(() -> source.start().orElseThrow().clusterTime()));
        if (position.compareTo(lastWrite.get()) >= 0) {
            return Hop.DRAINED;
        }
        Optional<OptionalLong> waiting = sourceEnd.ask(
                mongo -> mongo.eventsAfter(position, migration.source().database(), collectionNames()));
        if (waiting.isEmpty()) {
            return Hop.UNKNOWN;
        }
        boolean nothingOfOurs = waiting.get().equals(OptionalLong.of(0));
        return nothingOfOurs
                ? Hop.DRAINED
                : Hop.ofEvents(waiting.get(), (double) lastWrite.get().getTime() - position.getTime());
    }

    private List<String> collectionNames() {
        return migration.collections().stream()
                .map(CollectionMapping::collection)
                .toList();
    }

    private static StageStatus sourceStage(SourceState source, Hop hop) {
        String state = source.health().isOk()
                ? source.phase().name().toLowerCase(Locale.ROOT)
                : source.health().state().name().toLowerCase(Locale.ROOT);
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
}
