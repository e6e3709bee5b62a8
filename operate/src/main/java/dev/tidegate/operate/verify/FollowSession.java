package dev.tidegate.operate.verify;

import com.mongodb.client.MongoDatabase;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.validator.ValidatorConfig;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.pipeline.Fences;
import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.source.ClusterTime;
import dev.tidegate.validator.source.SourceClock;
import dev.tidegate.validator.source.SourceStream;
import dev.tidegate.validator.source.StreamReport;
import dev.tidegate.validator.target.TargetConnection;
import dev.tidegate.validator.types.TypeValidation;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Following from what was saved last, until a server goes away: then the next session resumes. For one thread. */
final class FollowSession implements AutoCloseable {
    private static final int REPORTS_AT_MOST = 20_000;
    private static final int REPORTS_AT_ONCE = 2_000;
    private static final long SAVE_EVERY = Duration.ofSeconds(1).toNanos();
    private static final long READ_NOTES_EVERY = Duration.ofMillis(500).toNanos();

    private final Migration migration;
    private final FollowSettings settings;
    private final FollowListener listener;
    private final FollowServers servers;
    private final FollowState state;
    private final SourceClock clock;
    private final BlockingQueue<StreamReport> reports = new ArrayBlockingQueue<>(REPORTS_AT_MOST);
    private final SourceStream stream;
    private final FenceThread fenceThread;
    private final ChangedRows rows;
    private final Optional<TargetNotes> notes;
    private final Verification verification;
    private final Passes passes;
    private final PassPlan plan;
    private final long streamFrom;
    private OptionalLong verified;
    private OptionalLong resumeFrom;
    private OptionalLong firstPassEnd = OptionalLong.empty();
    private Optional<PassPlan.Step> step = Optional.empty();
    private long passBegan;
    private long changes;
    private long targetChanges;
    private boolean isStopReported;
    private long saveAt = System.nanoTime();
    private long readNotesAt = System.nanoTime();

    private FollowSession(
            FollowSettings settings,
            Pipeline pipeline,
            FollowListener listener,
            FollowServers servers,
            FollowStart start)
            throws SQLException {
        this.settings = settings;
        this.listener = listener;
        this.servers = servers;
        this.clock = servers.clock();
        this.state = start.state();
        this.notes = start.hasTriggers() ? Optional.of(new TargetNotes(servers.connection())) : Optional.empty();
        this.streamFrom = start.saved().streamFrom();
        this.verified = start.saved().verified();
        this.resumeFrom = start.saved().resumeFrom();
        this.migration = settings.config().migration();
        this.rows = new ChangedRows(migration);
        MongoDatabase source = servers.database(migration.source().database());
        this.passes = new Passes(migration, source, settings.config().postgresJdbcUrl());
        boolean isFirstPassDone = start.saved().firstPassDone().isPresent();
        this.plan = new PassPlan(passes.names(), isFirstPassDone, settings.betweenPasses(), System.nanoTime());
        Fences fences = new Fences(pipeline);
        var outside = new Verification.Outside(
                servers.comparison(), fences, () -> clock.read().lastWrite(), rows);
        var mismatches = new OpenMismatches(Clock.systemUTC(), state.openMismatches());
        this.verification = new Verification(outside, mismatches, FollowSettings.PENDING_AT_MOST);
        this.stream = new SourceStream(
                source,
                new HashSet<>(migration.sourceCollections()),
                migration.takenAgainOnDrop(),
                resumeFrom.orElse(streamFrom),
                reports);
        this.fenceThread = new FenceThread(fences, pipeline::source);
    }

    /**
     * @param beginsAnew what was saved of a finished first pass is forgotten
     * @throws FollowStoppedException when it cannot be before a person has done something
     */
    static FollowSession open(FollowSettings settings, Pipeline pipeline, FollowListener listener, boolean beginsAnew)
            throws SQLException {
        ValidatorConfig config = settings.config();
        new TypeValidation(config.migration(), new TargetConnection(config.postgresJdbcUrl())).requireReadable();
        FollowServers servers = FollowServers.open(config);
        try {
            FollowStart start = FollowStart.prepare(servers, settings, listener, beginsAnew);
            FollowSession session = new FollowSession(settings, pipeline, listener, servers, start);
            session.stream.start();
            session.fenceThread.start();
            return session;
        } catch (SQLException | RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    /** Does what there is to do, and waits a little when there is nothing. */
    void step() throws SQLException {
        fenceThread.requireRunning();
        takeReports();
        readNotes();
        verification.run(System.nanoTime());
        stepPass();
        if (System.nanoTime() - saveAt >= 0) {
            save();
        }
    }

    private void takeReports() throws SQLException {
        boolean mayReportMore = stream.isRunning();
        List<StreamReport> taken = new ArrayList<>();
        try {
            StreamReport one = reports.poll(50, TimeUnit.MILLISECONDS);
            if (one != null) {
                taken.add(one);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reports.drainTo(taken, REPORTS_AT_ONCE);
        if (taken.isEmpty() && !mayReportMore) {
            throw new IllegalStateException("the change stream has ended: its error was printed then");
        }
        for (StreamReport each : taken) {
            take(each);
        }
    }

    private void take(StreamReport one) throws SQLException {
        if (one instanceof StreamReport.Changed changed) {
            changes++;
            for (CollectionMapping entry :
                    migration.entriesOf(changed.document().collection())) {
                verification
                        .backlog()
                        .changed(
                                new Subject.Document(
                                        entry.collection(), changed.document().id()),
                                changed.time());
            }
            verification.backlog().completeUpTo(changed.time() - 1);
        } else if (one instanceof StreamReport.Remade remade) {
            migration.entriesOf(remade.collection()).stream()
                    .map(CollectionMapping::collection)
                    .forEach(verification.backlog()::spill);
            verification.backlog().completeUpTo(remade.time() - 1);
        } else if (one instanceof StreamReport.CompleteUpTo complete) {
            verification.backlog().completeUpTo(complete.time());
        } else if (one instanceof StreamReport.Ended ended) {
            // Behind everything that has been written: the stream would begin with what ended it, each time.
            state.begin(clock.read().lastWrite() + 1);
            throw new FollowStoppedException(ended.message());
        } else {
            throw new HistoryLostException();
        }
    }

    private void readNotes() throws SQLException {
        long now = System.nanoTime();
        if (notes.isEmpty() || now - readNotesAt < 0 || notes.get().isFull()) {
            return;
        }
        readNotesAt = now + READ_NOTES_EVERY;
        for (TargetNotes.Note note : notes.get().readNew()) {
            targetChanges++;
            Optional<Subject> subject =
                    note.keys().flatMap(keys -> rows.subject(note.table(), keys, servers.connection()));
            if (subject.isPresent()) {
                verification.backlog().changedInTarget(subject.get(), note.number(), now);
            } else {
                listener.notice("table " + note.table() + " was emptied by " + note.who()
                        + ": what belongs to it is compared as a whole");
                rows.collectionsOf(note.table()).forEach(verification.backlog()::spill);
                verification.backlog().settled(note.number());
            }
        }
        servers.connection().commit();
    }

    private void stepPass() {
        passes.takeFinished().ifPresent(this::passed);
        if (passes.isRunning()) {
            return;
        }
        step = plan.next(verification.backlog().spilled(), System.nanoTime());
        step.ifPresent(next -> {
            verification.backlog().passBegins(next.collection());
            passBegan = next.isOfFirst() ? streamFrom : clock.read().lastWrite();
            long rate = next.isOfFirst()
                    ? settings.config().limits().documentsPerSecond()
                    : settings.passDocumentsPerSecond();
            passes.start(next.collection(), next.isOfFirst(), rate);
        });
    }

    private void passed(Passes.Finished finished) {
        if (finished.ledger().countBeyond() > 0) {
            throw new FollowStoppedException("more than "
                    + finished.ledger().suspects().size() + " documents of "
                    + finished.collection() + " differ: PostgreSQL is far from equal. Is the snapshot in ('tidegate"
                    + " status')? Start again then");
        }
        long now = System.nanoTime();
        finished.ledger()
                .suspects()
                .keySet()
                .forEach(subject -> verification.backlog().suspected(finished.collection(), subject, passBegan, now));
        verification.backlog().passed(finished.collection());
        if (plan.ended(now)) {
            firstPassEnd = OptionalLong.of(clock.read().lastWrite());
        }
    }

    /** Writes what was found, then reports it. */
    void save() throws SQLException {
        saveAt = System.nanoTime() + SAVE_EVERY;
        SourceClock.Reading now = clock.read();
        if (plan.isFirstDone()) {
            verification.backlog().verifiedThrough().stream()
                    .filter(time -> !ClusterTime.isBefore(time, streamFrom))
                    .forEach(time -> verified = ClusterTime.later(verified, time));
        }
        if (verified.isPresent() && verification.backlog().verifiedThrough().isPresent()) {
            resumeFrom = verification.backlog().verifiedThrough();
        }
        Optional<Instant> through = through(now);
        Set<Subject> opened = verification.mismatches().takeOpened();
        List<OpenMismatch> changed = verification.mismatches().takeUnsaved();
        List<Long> settled = verification.backlog().takeSettledNotes();
        state.save(new FollowState.Progress(
                verified.isPresent(),
                verified,
                resumeFrom,
                through,
                verification.mismatches().size(),
                verification.backlog().pending().size(),
                changed,
                settled));
        notes.ifPresent(each -> each.forget(settled));
        reportStop();
        for (OpenMismatch mismatch : changed) {
            if (!mismatch.isOpen()) {
                listener.closed(mismatch);
            } else if (opened.contains(mismatch.subject())) {
                listener.opened(mismatch);
            }
        }
        listener.status(status(now, through));
    }

    private void reportStop() {
        if (fenceThread.source().isStopped() && !isStopReported) {
            isStopReported = true;
            listener.notice(fenceThread.source().message()
                    + ". What differs from now on may be what MongoDB has changed since");
        }
    }

    /** Where everything is verified, nothing has been written until now. */
    private Optional<Instant> through(SourceClock.Reading now) {
        if (verified.isEmpty()) {
            return Optional.empty();
        }
        boolean isAll = !ClusterTime.isBefore(verified.getAsLong(), now.lastWrite());
        return Optional.of(isAll ? now.clock() : ClusterTime.instant(verified.getAsLong()));
    }

    private FollowStatus status(SourceClock.Reading now, Optional<Instant> through) {
        boolean isWhole = firstPassEnd.isPresent()
                && verified.isPresent()
                && !ClusterTime.isBefore(verified.getAsLong(), firstPassEnd.getAsLong());
        return new FollowStatus(
                now.clock(),
                through,
                through.map(time -> Duration.between(time, now.clock())),
                verification.mismatches().size(),
                verification.backlog().pending().size(),
                changes,
                targetChanges,
                verified.isPresent(),
                passes.status(),
                isWhole,
                plan.isFirstDone() && fenceThread.isStalled(),
                fenceThread.source());
    }

    @Override
    public void close() {
        stream.close();
        fenceThread.close();
        passes.close();
        servers.close();
    }
}
