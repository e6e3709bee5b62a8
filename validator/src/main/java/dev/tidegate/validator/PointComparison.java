package dev.tidegate.validator;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.tidegate.validator.compare.ComparedCollections;
import dev.tidegate.validator.compare.Comparison;
import dev.tidegate.validator.compare.EdgeChecks;
import dev.tidegate.validator.compare.SourceVersion;
import dev.tidegate.validator.compare.SubjectChecks;
import dev.tidegate.validator.compare.SubjectChecks.Comparisons;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.recheck.Ends;
import dev.tidegate.validator.refusal.RefusalTrial;
import dev.tidegate.validator.target.TargetConnection;
import dev.tidegate.validator.target.TargetReaders;
import dev.tidegate.validator.types.TypeValidation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compares single documents, edges and rows as both ends have them now, for whoever follows changes, explains or repairs.
 * Reads only. For one thread.
 */
public final class PointComparison implements Ends, AutoCloseable {
    private static final int CONNECTIONS = 4;

    private final MongoClient client;
    private final TargetReaders target;
    private final SubjectChecks checks;
    private final TypeValidation types;
    private final RefusalTrial trial;
    private boolean isReadable;

    /** Asks neither end yet. */
    public PointComparison(ValidatorConfig config) {
        var connections = new TargetConnection(config.postgresJdbcUrl());
        this.target = new TargetReaders(connections, CONNECTIONS);
        this.types = new TypeValidation(config.migration(), connections);
        this.client = MongoClients.create(config.mongodbUri());
        this.trial = new RefusalTrial(config.postgresJdbcUrl());
        var collections = new ComparedCollections(
                config.migration(),
                client.getDatabase(config.migration().source().database()),
                trial);
        this.checks =
                new SubjectChecks(config.migration(), collections, new EdgeChecks(config.migration(), collections));
    }

    /**
     * {@inheritDoc}
     *
     * @throws dev.tidegate.validator.target.UnreadableTargetException when PostgreSQL does not answer
     * @throws dev.tidegate.validator.target.UnfitTargetException when it lacks a table or column of the file
     */
    @Override
    public Comparisons compare(
            Collection<? extends Subject> subjects,
            Map<Subject, List<SourceVersion>> earlierVersions,
            Set<Subject.Document> edgesOf) {
        if (!isReadable) {
            types.requireReadable();
            isReadable = true;
        }
        Comparisons comparisons = checks.compare(target, subjects, earlierVersions, edgesOf);
        target.endRead();
        return comparisons;
    }

    /** All that differs of these documents, their edges included. */
    public List<Comparison> differing(Set<Subject.Document> documents) {
        Comparisons comparisons = compare(documents, Map.of(), documents);
        return Stream.concat(comparisons.subjects().stream(), comparisons.edges().stream())
                .filter(checked -> !checked.agrees())
                .toList();
    }

    @Override
    public void close() {
        client.close();
        trial.close();
        target.close();
    }
}
