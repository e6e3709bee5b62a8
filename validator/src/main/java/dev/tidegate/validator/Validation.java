package dev.tidegate.validator;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.validator.compare.ComparedCollection;
import dev.tidegate.validator.compare.ComparedCollections;
import dev.tidegate.validator.compare.Comparison;
import dev.tidegate.validator.compare.EdgeChecks;
import dev.tidegate.validator.compare.SubjectChecks;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.integrity.ReferentialIntegrity;
import dev.tidegate.validator.pass.CheckpointRun;
import dev.tidegate.validator.pass.ComparedEnds;
import dev.tidegate.validator.pass.FullPass;
import dev.tidegate.validator.pass.Ledger;
import dev.tidegate.validator.pass.Leftovers;
import dev.tidegate.validator.pass.NothingToResumeException;
import dev.tidegate.validator.pass.PassTools;
import dev.tidegate.validator.pass.Settlement;
import dev.tidegate.validator.pipeline.AwaitedFences;
import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.refusal.RefusalTrial;
import dev.tidegate.validator.result.Coverage;
import dev.tidegate.validator.result.ValidationResult;
import dev.tidegate.validator.source.Pace;
import dev.tidegate.validator.target.TargetConnection;
import dev.tidegate.validator.target.TargetReaders;
import dev.tidegate.validator.target.UnreadableTargetException;
import dev.tidegate.validator.thread.DaemonThreads;
import dev.tidegate.validator.types.TypeValidation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/**
 * Proves that PostgreSQL holds what MongoDB's documents must give: counts, values, references, types.
 *
 * <p>Reads only, and may run beside the live pipeline. Memory does not grow with the data: both ends are read in stretches of
 * ids. {@link #run} may be called again.
 */
public final class Validation {
    private final ValidatorConfig config;
    private final Pipeline pipeline;
    private final Migration migration;
    private final TargetConnection connections;

    public Validation(ValidatorConfig config, Pipeline pipeline) {
        this.config = config;
        this.pipeline = pipeline;
        this.migration = config.migration();
        this.connections = new TargetConnection(config.postgresJdbcUrl());
    }

    /**
     * Returns when all is compared.
     *
     * @throws UnreadableTargetException when PostgreSQL does not answer
     * @throws dev.tidegate.validator.target.UnfitTargetException when it lacks a table or column of the file
     * @throws com.mongodb.MongoException when MongoDB does not
     */
    public ValidationResult run(Coverage coverage, ValidationProgress progress) {
        return run(coverage, progress, false);
    }

    /**
     * Resumes an earlier run with the same folder for checkpoints that was stopped or killed.
     *
     * @throws NothingToResumeException when there is no interrupted run to resume, or it was of another migration or coverage
     */
    public ValidationResult resume(Coverage coverage, ValidationProgress progress) {
        return run(coverage, progress, true);
    }

    private ValidationResult run(Coverage coverage, ValidationProgress progress, boolean resumes) {
        var report = new ReportBuilder(
                migration, coverage, Instant.now(), config.limits().differencesKept());
        var types = new TypeValidation(migration, connections);
        types.requireReadable();
        ExecutorService workers =
                DaemonThreads.pool("tidegate-validate", config.limits().parallelism());
        ExecutorService readers =
                DaemonThreads.pool("tidegate-read-ahead", config.limits().parallelism());
        try (MongoClient client = MongoClients.create(config.mongodbUri());
                TargetReaders points =
                        new TargetReaders(connections, config.limits().parallelism());
                RefusalTrial trial = new RefusalTrial(config.postgresJdbcUrl());
                Connection target = connections.open()) {
            MongoDatabase source = client.getDatabase(migration.source().database());
            var checkpoint = checkpoint(coverage, ComparedEnds.of(source, target, migration));
            checkpoint.ifPresent(each -> each.begin(resumes));
            var collections = new ComparedCollections(migration, source, trial);
            var tools = new PassTools(
                    migration,
                    collections,
                    new EdgeChecks(migration, collections),
                    connections,
                    new Pace(config.limits().documentsPerSecond()),
                    readers,
                    coverage instanceof Coverage.Full);
            FullPass.Result passed = pass(coverage, progress, resumes, tools, workers);
            sample(passed, tools, points);
            Ledger ledger = passed.ledger();
            report.withoutValue(passed.withoutValue());
            var fences = new AwaitedFences(pipeline, config.limits().patience());
            settle(points, tools, ledger, fences, progress, report);
            progress.checking("references");
            report.references(
                    new ReferenceLayer(new ReferentialIntegrity(migration, connections, source), fences).check(target));
            progress.checking("types");
            report.types(new TypeLayer(types).check(workers));
            progress.checking("Tidegate's own tables");
            report.leftovers(Leftovers.read(migration, target));
            TargetConnection.endRead(target);
            report.source(pipeline.source());
            checkpoint.ifPresent(CheckpointRun::end);
        } catch (SQLException e) {
            throw TargetConnection.notClosed(e);
        } finally {
            workers.shutdownNow();
            readers.shutdownNow();
        }
        return report.build();
    }

    private Optional<CheckpointRun> checkpoint(Coverage coverage, String ends) {
        return config.checkpoint().map(folder -> new CheckpointRun(folder, migration, coverage, ends));
    }

    private FullPass.Result pass(
            Coverage coverage, ValidationProgress progress, boolean resumes, PassTools tools, ExecutorService workers) {
        Map<String, Long> estimated = new LinkedHashMap<>();
        for (ComparedCollection collection : tools.collections().all()) {
            estimated.put(collection.name(), collection.source().estimatedCount());
        }
        progress.started(estimated);
        int sampleSize = coverage instanceof Coverage.Sample sample ? sample.size() : 0;
        long seed = coverage instanceof Coverage.Sample sample ? sample.seed() : 0;
        var settings = new FullPass.Settings(
                sampleSize, seed, config.limits().differencesKept(), config.checkpoint(), resumes);
        return new FullPass(tools, settings).run(workers, estimated, progress::compared);
    }

    /** Compares the drawn documents by value: those that differ join the suspects. */
    private void sample(FullPass.Result result, PassTools tools, TargetReaders points) {
        List<Subject.Document> drawn = result.drawn().entrySet().stream()
                .flatMap(ids -> ids.getValue().stream().map(id -> Subject.Document.of(ids.getKey(), id)))
                .toList();
        if (drawn.isEmpty()) {
            return;
        }
        List<Comparison> checked =
                checks(tools).compare(points, drawn, Map.of(), Set.of()).subjects();
        points.endRead();
        checked.stream().filter(each -> !each.agrees()).forEach(result.ledger()::differsUncounted);
    }

    private SubjectChecks checks(PassTools tools) {
        return new SubjectChecks(migration, tools.collections(), tools.checks());
    }

    private void settle(
            TargetReaders points,
            PassTools tools,
            Ledger ledger,
            AwaitedFences fences,
            ValidationProgress progress,
            ReportBuilder report) {
        var settlement = new Settlement(checks(tools), points, fences, ledger.totals(), report);
        report.settled(settlement.settle(ledger.suspects().values(), progress::settling), ledger);
    }
}
