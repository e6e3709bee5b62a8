package dev.tidegate.operate.status;

import dev.tidegate.events.source.Remade;
import dev.tidegate.events.source.SourcePhase;
import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.events.source.SourceServer;
import dev.tidegate.events.source.SourceState;
import dev.tidegate.events.source.SourceStateReader;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.pipeline.Hops;
import dev.tidegate.operate.pipeline.KafkaTopicOffsets;
import dev.tidegate.operate.pipeline.NotedTopics;
import dev.tidegate.operate.pipeline.SinkPosition;
import dev.tidegate.operate.pipeline.SourceHop;
import dev.tidegate.operate.status.MigrationStatus.DeadLetters;
import dev.tidegate.operate.status.MigrationStatus.Phase;
import dev.tidegate.operate.status.MigrationStatus.StageStatus;
import dev.tidegate.operate.status.MigrationStatus.TableStatus;
import dev.tidegate.operate.status.MigrationStatus.Verification;
import dev.tidegate.operate.status.TableStatuses.Documents;
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
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads how far a migration is from the three servers. A MongoDB or PostgreSQL that has no address or is away is left
 * out: figures that only it has are unknown.
 *
 * <p>"Drained" follows the data: each hop is asked only after the one before it, so that records that a hop has passed
 * on are counted at the next. Not thread-safe.
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
    private final EntryDocuments entries;

    public StatusReader(Migration migration, Addresses addresses, SourceServer.Opener servers, Clock clock) {
        this.migration = migration;
        this.clock = clock;
        Map<String, Object> kafka = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, addresses.kafka());
        this.admin = Admin.create(kafka);
        this.sourceState = new SourceStateReader(kafka, new Topics(migration.name()).sourceState());
        this.oldestWaiting = new OldestWaiting(addresses.kafka());
        this.sourceEnd = new SourceEnd(addresses.mongodbUri(), servers);
        this.targetEnd = new TargetEnd(addresses.postgresUrl());
        this.entries = new EntryDocuments(migration);
        this.hops = new Hops(migration, new KafkaTopicOffsets(admin));
    }

    /** @throws org.apache.kafka.common.KafkaException when Kafka does not answer */
    public MigrationStatus read() {
        sourceEnd.forgetTrouble();
        Optional<SourcePosition> lastWrite = sourceEnd.ask(SourceServer::lastWrite);
        SourceState source = withTrouble(sourceState.read(TIMEOUT));
        StageLag toKafka = sourceLag(source, lastWrite);
        StageLag toTables = StageLag.of(hops.transform());
        TableStatuses statuses = new TableStatuses(migration, source);
        Target target = targetEnd
                .ask(counts -> target(counts, statuses, source, toKafka, toTables))
                .orElse(Target.UNKNOWN);
        Instant now = clock.instant();
        return new MigrationStatus(
                migration.name(),
                now,
                phase(source),
                isDrained(source, toKafka, toTables, target.lag()),
                List.of(
                        sourceStage(source, toKafka),
                        stage("transform", now, toTables),
                        stage("sink", now, target.lag())),
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
            StageLag lag, List<TableStatus> tables, DeadLetters deadLetters, Optional<Verification> verification) {
        static final Target UNKNOWN =
                new Target(StageLag.UNKNOWN, List.of(), new DeadLetters(0, 0, Map.of(), Map.of()), Optional.empty());
    }

    /** Positions before the topics' ends before the rows: what is drained is in the rows. */
    private Target target(
            TargetCounts counts, TableStatuses statuses, SourceState source, StageLag toKafka, StageLag toTables)
            throws SQLException {
        Map<TopicPartition, SinkPosition> positions = counts.sinkPositions();
        StageLag toTarget = StageLag.of(List.of(hops.sink(() -> positions)));
        long read = source.documentsRead().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        double nearlyNothing = Math.min(NEARLY_NOTHING, read * NEARLY_NOTHING_OF_ALL);
        boolean snapshotIn = source.phase() == SourcePhase.STREAM
                && Stream.of(toTables, toTarget).allMatch(lag -> lag.events().orElse(Long.MAX_VALUE) <= nearlyNothing);
        boolean drained = isDrained(source, toKafka, toTables, toTarget);
        Documents documents = sourceEnd.ask(this::documents).orElse(Documents.UNKNOWN);
        DeadLetters deadLetters = counts.deadLetters();
        return new Target(
                toTarget,
                statuses.tables(counts, deadLetters, documents, new Standing(snapshotIn, drained)),
                deadLetters,
                counts.verification(migration.name()));
    }

    private Documents documents(SourceServer mongo) {
        Map<String, Long> existing = mongo.documents(migration.source().database(), collectionNames());
        return entries.of(mongo, existing);
    }

    private List<String> warnings(SourceState source) {
        List<String> warnings = new ArrayList<>();
        if (!source.health().isOk()) {
            warnings.add(source.health().message());
        }
        source.remade().values().stream()
                .filter(each -> !each.isDone())
                .map(Remade::message)
                .forEach(warnings::add);
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

    /**
     * Never behind a source that has stopped for good, which a fence passes: a fence waits for what may still come, and
     * this claims that all is there.
     */
    private static boolean isDrained(SourceState source, StageLag... stages) {
        return source.health().isOk()
                && !source.isRemaking()
                && Stream.of(stages).allMatch(StageLag::isDrained);
    }

    /**
     * Against the last write that a majority has, which was asked for before the source's notes: what none has yet may be
     * rolled back, and the source cannot carry it.
     */
    private StageLag sourceLag(SourceState source, Optional<SourcePosition> lastWrite) {
        if (lastWrite.isEmpty() || source.phase() != SourcePhase.STREAM) {
            return StageLag.UNKNOWN;
        }
        String database = migration.source().database();
        return sourceEnd
                .ask(mongo -> SourceHop.hasPassed(
                                source,
                                lastWrite.get(),
                                (position, end) -> mongo.hasNothingBetween(position, end, database, collectionNames()))
                        ? StageLag.DRAINED
                        : behind(mongo, source.reached().orElseThrow(), lastWrite.get()))
                .orElse(StageLag.UNKNOWN);
    }

    private StageLag behind(SourceServer mongo, SourcePosition position, SourcePosition lastWrite) {
        return StageLag.ofEvents(mongo.eventsAfter(position, migration.source().database(), collectionNames()), (double)
                Duration.between(position.time(), lastWrite.time()).toSeconds());
    }

    private List<String> collectionNames() {
        return migration.sourceCollections();
    }

    private static StageStatus sourceStage(SourceState source, StageLag lag) {
        String state = source.health().isOk()
                ? source.phase().name().toLowerCase(Locale.ROOT)
                : source.health().state().name().toLowerCase(Locale.ROOT);
        return new StageStatus("source", state, lag.events(), lag.seconds());
    }

    private StageStatus stage(String name, Instant now, StageLag lag) {
        if (lag.isUnknown()) {
            return new StageStatus(name, "unknown", Optional.empty(), Optional.empty());
        }
        var age = oldestWaiting.ageMillis(lag.waiting(), now);
        return new StageStatus(
                name,
                lag.isDrained() ? "idle" : "working",
                lag.events(),
                age.isPresent() ? Optional.of(age.getAsLong() / 1000.0) : Optional.empty());
    }
}
