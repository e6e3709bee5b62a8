package dev.tidegate.validator;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.validator.ComparisonResult.Counts;
import dev.tidegate.validator.Difference.Kind;
import dev.tidegate.validator.edges.EdgeComparison;
import dev.tidegate.validator.target.TargetConnection;
import dev.tidegate.validator.target.UnreadableTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Compares every document of a migration with its rows, children, edges and dead letters, value by value.
 *
 * <p>Both ends must be at rest, and the pipeline drained. Reads only. Memory does not grow with the data: ObjectId
 * collections are read in id order at both ends, and edges are sorted in files. {@link #run} may be called again.
 */
public final class FullComparison {
    private final ValidatorConfig config;
    private final Migration migration;
    private final TargetConnection connections;

    public FullComparison(ValidatorConfig config) {
        this.config = config;
        this.migration = config.migration();
        this.connections = new TargetConnection(config.postgresJdbcUrl());
    }

    /**
     * Returns when all is compared.
     *
     * @throws UnreadableTargetException when PostgreSQL does not answer
     * @throws com.mongodb.MongoException when MongoDB does not
     * @throws IllegalArgumentException when the migration uses something that cannot be checked yet
     */
    public ComparisonResult run(ComparisonProgress progress) {
        long start = System.nanoTime();
        var findings = new Findings(config.differencesKept());
        Map<String, Counts> counts;
        try (MongoClient client = MongoClients.create(config.mongodbUri());
                EdgeComparison edges = new EdgeComparison(migration)) {
            MongoDatabase source = client.getDatabase(migration.source().database());
            counts = compareCollections(source, findings, edges, progress);
            compareRest(findings, edges);
        }
        counts.forEach((collection, found) -> requireSum(collection, found, findings));
        return new ComparisonResult(
                counts,
                findings.tableRows(),
                findings.differences(),
                findings.byKind(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    private Map<String, Counts> compareCollections(
            MongoDatabase source, Findings findings, EdgeComparison edges, ComparisonProgress progress) {
        List<Callable<Counts>> comparisons = new ArrayList<>();
        for (CollectionMapping collection : migration.collections()) {
            comparisons.add(() -> compare(collection, source, findings, edges, progress));
        }
        var counts = new LinkedHashMap<String, Counts>();
        List<Counts> found = inParallel(comparisons);
        for (int index = 0; index < found.size(); index++) {
            counts.put(migration.collections().get(index).collection(), found.get(index));
        }
        return counts;
    }

    private Counts compare(
            CollectionMapping collection,
            MongoDatabase source,
            Findings findings,
            EdgeComparison edges,
            ComparisonProgress progress)
            throws SQLException {
        try (Connection target = connections.open()) {
            var context = CollectionContext.of(collection, migration, source, target, findings, edges, progress);
            return collection.ids() == IdKind.OBJECT_ID
                    ? new ObjectIdComparison(context).run()
                    : new AnyIdComparison(context).run();
        }
    }

    private void compareRest(Findings findings, EdgeComparison edges) {
        try (Connection target = connections.open()) {
            edges.compare(target, new JunctionFindings(migration, new StaleDocuments(target), findings));
            new Leftovers(migration, findings).compare(target);
        } catch (SQLException e) {
            throw new UnreadableTargetException("could not close the connection to PostgreSQL", e);
        }
    }

    private static void requireSum(String collection, Counts counts, Findings findings) {
        if (!counts.addUp()) {
            String detail = counts.documents() + " documents, but " + (counts.rows() - counts.stale())
                    + " current rows and " + counts.deadLetters() + " dead letters";
            findings.add(collection, "all", Kind.COUNT, detail);
        }
    }

    private List<Counts> inParallel(List<Callable<Counts>> comparisons) {
        ExecutorService workers = Executors.newFixedThreadPool(config.parallelism());
        try {
            var counts = new ArrayList<Counts>();
            for (Future<Counts> comparison : workers.invokeAll(comparisons)) {
                counts.add(comparison.get());
            }
            return counts;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException(
                            "the comparison failed: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the comparison was interrupted", e);
        } finally {
            workers.shutdownNow();
        }
    }
}
