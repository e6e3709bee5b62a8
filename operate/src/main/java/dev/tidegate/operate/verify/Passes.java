package dev.tidegate.operate.verify;

import com.mongodb.client.MongoDatabase;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.validator.compare.ComparedCollection;
import dev.tidegate.validator.compare.ComparedCollections;
import dev.tidegate.validator.compare.EdgeChecks;
import dev.tidegate.validator.pass.Ledger;
import dev.tidegate.validator.pass.PassTools;
import dev.tidegate.validator.pass.SinglePass;
import dev.tidegate.validator.refusal.RefusalTrial;
import dev.tidegate.validator.source.Pace;
import dev.tidegate.validator.target.TargetConnection;
import dev.tidegate.validator.target.UnreadableTargetException;
import dev.tidegate.validator.thread.DaemonThreads;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;

/** Passes over whole collections beside the stream, one at a time, on threads of their own. */
final class Passes implements AutoCloseable {
    private final Migration migration;
    private final ComparedCollections collections;
    private final RefusalTrial trial;
    private final String jdbcUrl;
    private final ExecutorService worker = DaemonThreads.pool("tidegate-follow-pass", 1);
    private final ExecutorService reader = DaemonThreads.pool("tidegate-follow-pass-reader", 1);
    private Optional<Running> running = Optional.empty();
    private volatile long documents;

    Passes(Migration migration, MongoDatabase source, String jdbcUrl) {
        this.migration = migration;
        this.trial = new RefusalTrial(jdbcUrl);
        this.collections = new ComparedCollections(migration, source, trial);
        this.jdbcUrl = jdbcUrl;
    }

    private record Running(String collection, long estimated, CompletableFuture<Ledger> result) {}

    /** What differs, of a pass that has come to its end. */
    record Finished(String collection, Ledger ledger) {}

    List<String> names() {
        return collections.all().stream().map(ComparedCollection::name).toList();
    }

    boolean isRunning() {
        return running.isPresent();
    }

    Optional<FollowStatus.Pass> status() {
        return running.map(pass -> new FollowStatus.Pass(pass.collection(), documents, pass.estimated()));
    }

    /** @param goesOn where an earlier pass was, else from the start */
    void start(String name, boolean goesOn, long documentsPerSecond) {
        ComparedCollection collection = collections.get(name);
        documents = 0;
        var tools = new PassTools(
                migration,
                collections,
                new EdgeChecks(migration, collections),
                new TargetConnection(jdbcUrl),
                new Pace(documentsPerSecond),
                reader,
                true);
        running = Optional.of(new Running(
                name,
                collection.source().estimatedCount(),
                CompletableFuture.supplyAsync(() -> run(collection, tools, goesOn), worker)));
    }

    private Ledger run(ComparedCollection collection, PassTools tools, boolean goesOn) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
            var progress = new PassProgressRow(connection, collection.name());
            if (!goesOn) {
                progress.forget();
            }
            return new SinglePass(tools).run(collection, progress, compared -> documents = compared);
        } catch (SQLException e) {
            throw new UnreadableTargetException("could not note how far the pass is", e);
        }
    }

    /** Empty while none has ended. Throws what made it fail. */
    Optional<Finished> takeFinished() {
        if (running.isEmpty() || !running.get().result().isDone()) {
            return Optional.empty();
        }
        Running ended = running.get();
        running = Optional.empty();
        try {
            return Optional.of(new Finished(ended.collection(), ended.result().join()));
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
        reader.shutdownNow();
        trial.close();
    }
}
