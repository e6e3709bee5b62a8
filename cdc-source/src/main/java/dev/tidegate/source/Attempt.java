package dev.tidegate.source;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.tidegate.events.source.SnapshotStart;
import dev.tidegate.events.source.SourceHealth;
import dev.tidegate.events.source.SourceHealth.State;
import dev.tidegate.events.source.SourceOrigin;
import dev.tidegate.events.source.SourcePhase;
import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.events.source.SourceState;
import dev.tidegate.events.source.SourceStateReader;
import dev.tidegate.events.source.SourceStateRecords;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.source.Ledger.Claim;
import dev.tidegate.source.publish.KafkaClients;
import dev.tidegate.source.publish.Publisher;
import dev.tidegate.source.publish.RawRecords;
import dev.tidegate.source.reread.CurrentDocuments;
import dev.tidegate.source.reread.Reread;
import dev.tidegate.source.server.CollectionInfo;
import dev.tidegate.source.server.MongoServer;
import dev.tidegate.source.server.Oplog;
import dev.tidegate.source.server.SourceHistory;
import dev.tidegate.source.server.SourceWatch;
import dev.tidegate.source.snapshot.Resnapshots;
import dev.tidegate.source.snapshot.Snapshot;
import dev.tidegate.source.snapshot.SnapshotPlan;
import dev.tidegate.source.snapshot.SnapshotPlanner;
import dev.tidegate.source.snapshot.SnapshotSource;
import dev.tidegate.source.stream.ChangeStream;
import dev.tidegate.source.stream.StreamEndedException;
import dev.tidegate.source.stream.StreamSource;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One go of the source, from what is committed until it is stopped or fails: fence earlier publishers, read the
 * state, finish the snapshot, stream.
 */
final class Attempt implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration STATE_TIMEOUT = Duration.ofSeconds(30);

    private final SourceConfig config;
    private final Ledger ledger;
    private final String instance;
    private final BooleanSupplier isClosed;
    private final KafkaClients kafka;
    private final Topics topics;
    private final SourceStateRecords notes;
    private final RawRecords records;
    private final MongoClient client;
    private final List<Publisher> snapshotPublishers = new ArrayList<>();
    private Publisher publisher;
    private SourceWatch watch;

    Attempt(SourceConfig config, Ledger ledger, String instance, BooleanSupplier isClosed) {
        this.config = config;
        this.ledger = ledger;
        this.instance = instance;
        this.isClosed = isClosed;
        this.kafka = new KafkaClients(config.kafkaBootstrapServers(), config.kafkaOverrides());
        this.topics = new Topics(config.migration().name());
        this.notes = new SourceStateRecords(topics.sourceState());
        this.records = new RawRecords(topics);
        this.client = new MongoServer(config.mongodbUri()).open(PATIENCE);
    }

    /** Returns when closed; throws why it cannot continue. */
    void run() {
        refuseIfReplaced();
        takeOver();
        SourceState state = readState();
        refuseIfUnhealthy(state.health());
        claim(state);
        state = beginOrResume(state);
        ledger.start(state);
        checkCollections(state);
        watch = SourceWatch.start(
                client, config.database(), new HashSet<>(config.collections()), config.takenAgain(), ledger::position);
        watch.compare(state);
        ledger.watchedBy(watch);
        if (state.phase() == SourcePhase.SNAPSHOT) {
            snapshot(state);
        }
        if (!isOver()) {
            stream();
        }
        watch.trouble().ifPresent(this::stop);
    }

    /**
     * An instance that started after this one is not to be fenced again by a mere retry of this one. The broker also
     * fences a publisher whose transaction took too long: then nobody else has claimed it.
     */
    private void refuseIfReplaced() {
        Optional<Claim> claim = ledger.claim();
        if (claim.isPresent() && claim.get().isReplacedBy(readState().instance())) {
            throw new FencedException(config.migration().name());
        }
    }

    private void takeOver() {
        String id = topics.sourceState();
        publisher = kafka.publisher(id);
        publisher.takeOver();
        for (int worker = 0; worker < config.snapshot().workers(); worker++) {
            Publisher snapshotPublisher = kafka.publisher(id + "." + worker);
            snapshotPublishers.add(snapshotPublisher);
            snapshotPublisher.takeOver();
        }
    }

    private SourceState readState() {
        try (SourceStateReader reader = new SourceStateReader(kafka.properties(), topics.sourceState())) {
            return reader.read(STATE_TIMEOUT);
        }
    }

    private void refuseIfUnhealthy(SourceHealth health) {
        if (!health.isOk()) {
            ledger.stopped(health);
            throw new UnhealthySourceException(health);
        }
    }

    private void claim(SourceState state) {
        if (!state.instance().equals(Optional.of(instance))) {
            publisher.begin();
            publisher.send(notes.instance(instance));
            publisher.commit();
        }
        ledger.claimed(new Claim(state.instance(), instance));
    }

    private SourceState beginOrResume(SourceState state) {
        try (Admin admin = Admin.create(kafka.properties())) {
            SourceBeginning beginning = new SourceBeginning(admin, config.migration());
            if (state.start().isEmpty()) {
                beginning.trouble().ifPresent(this::stop);
                return plan(beginning.origin(SourceHistory.replicaSet(client)));
            }
            beginning.trouble(state).ifPresent(this::stop);
            SourceOrigin origin = beginning.origin(SourceHistory.replicaSet(client));
            return state.origin().equals(Optional.of(origin)) ? state : note(beginning.resumed(state, origin));
        }
    }

    /** What older builds have not noted, or may change: it is noted before anything is published. */
    private SourceState note(SourceState state) {
        publisher.begin();
        publisher.send(notes.origin(state.origin().orElseThrow()));
        publisher.send(notes.requestsTo(state.requestsTo()));
        publisher.commit();
        return state;
    }

    private SourceState plan(SourceOrigin origin) {
        SourcePosition start = SourceHistory.beginning(client);
        MongoDatabase database = client.getDatabase(config.database());
        SnapshotPlan plan = new SnapshotPlanner(database, config.snapshot(), Clock.systemUTC())
                .plan(start, origin, config.collections(), CollectionInfo.list(database));
        plan.note(publisher, notes);
        LOG.info(
                "snapshot planned collections={} ranges={} run={}",
                plan.collections().size(),
                plan.ranges().size(),
                plan.start().run());
        return plan.noted(instance);
    }

    /** What happened while nobody watched. */
    private void checkCollections(SourceState state) {
        SourcePosition position = ledger.position();
        SourceHistory.difference(
                        client, config.database(), state, Clock.systemUTC().millis())
                .ifPresent(this::stop);
        SourceWatch.compare(client, config.database(), state.collections().values(), config.takenAgain(), position)
                .ifPresent(this::stop);
        if (!Oplog.holds(client, config.database(), position)) {
            stop(SourceWatch.lost(position, Clock.systemUTC().millis()));
        }
    }

    private void snapshot(SourceState state) {
        SnapshotStart start = state.start().orElseThrow();
        LOG.info("snapshot begins run={} rangesLeft={}", start.run(), left(state));
        SnapshotSource source = new SnapshotSource(client, config.database(), start, records);
        new Snapshot(snapshotPublishers, notes, config.snapshot(), source)
                .run(state.ranges(), ledger::committed, this::isOver);
        if (!isOver()) {
            LOG.info("snapshot complete documents={}", ledger.progress().documentsRead());
        }
    }

    private static long left(SourceState state) {
        return state.ranges().stream().filter(range -> !range.done()).count();
    }

    private void stream() {
        snapshotPublishers.forEach(Publisher::close);
        StreamSource source = new StreamSource(
                config.migration().name(), config.mongodbUri(), config.database(), config.collections());
        LOG.info("stream begins at={}", ledger.position());
        CurrentDocuments documents = new CurrentDocuments(client, config.database(), config.collections());
        try (Reread reread = new Reread(kafka.requests(topics.sourceRequests()), documents, records, notes);
                Resnapshots resnapshots = resnapshots(documents)) {
            reread.resumeFrom(ledger.state().requestsTo());
            resnapshots.onCommit(ledger::committed);
            new ChangeStream(source, config.debeziumOverrides(), publisher, records, notes)
                    .run(ledger.state(), reread, resnapshots, ledger::committed, this::isOver);
        } catch (StreamEndedException e) {
            if (SourceHistory.isUnknownPosition(e)) {
                stop(SourceHistory.unknownPosition(
                        readState(), Clock.systemUTC().millis()));
            }
            throw e;
        }
    }

    private Resnapshots resnapshots(CurrentDocuments documents) {
        SourceState state = ledger.state();
        return new Resnapshots(
                new Resnapshots.Noticed(client, config.database(), watch::remade),
                documents,
                records,
                notes,
                kafka.rawTopics(topics),
                state.remade(),
                state.collections());
    }

    private boolean isOver() {
        return isClosed.getAsBoolean() || watch.trouble().isPresent();
    }

    /**
     * Noted first, so that other processes and the next start see it as well; but for another MongoDB, which may be
     * nothing but a wrong address.
     */
    private void stop(SourceHealth health) {
        if (health.state() != State.SOURCE_REPLACED) {
            publisher.begin();
            publisher.send(notes.health(health));
            publisher.commit();
        }
        ledger.stopped(health);
        throw new UnhealthySourceException(health);
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        snapshotPublishers.forEach(Publisher::close);
        if (publisher != null) {
            publisher.close();
        }
        client.close();
    }
}
