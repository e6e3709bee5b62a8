package dev.tidegate.cutover.resolve;

import com.mongodb.client.MongoDatabase;
import dev.tidegate.cutover.resolve.SurveyResult.ClashFinding;
import dev.tidegate.cutover.resolve.SurveyResult.ReferenceFinding;
import dev.tidegate.cutover.resolve.SurveyResult.StandingResolution;
import dev.tidegate.cutover.unique.UniqueClash;
import dev.tidegate.cutover.unique.UniqueClashes;
import dev.tidegate.cutover.unique.UniqueIndex;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.validator.integrity.ForeignKeyResult;
import dev.tidegate.validator.integrity.Orphan;
import dev.tidegate.validator.integrity.ReferenceColumn;
import dev.tidegate.validator.integrity.ReferentialIntegrity;
import dev.tidegate.validator.integrity.ResolvedRow;
import dev.tidegate.validator.integrity.ResolvedRows;
import dev.tidegate.validator.pipeline.AwaitedFences;
import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.target.TargetConnection;
import dev.tidegate.validator.target.UnreadableTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds everything that could keep foreign keys and unique indexes from being sealed, and what the migration file's
 * policies would do about it. Reads only.
 */
public final class ReferenceSurvey {
    private static final int ASKED_AGAIN = 10_000;
    private static final int CLASHES_LISTED = 100;

    private final Migration migration;
    private final TargetConnection connections;
    private final ReferentialIntegrity integrity;
    private final Pipeline pipeline;
    private final Duration patience;

    /** @param patience how long a row that is on its way may take before it counts as missing */
    public ReferenceSurvey(
            Migration migration, String jdbcUrl, MongoDatabase source, Pipeline pipeline, Duration patience) {
        this.migration = migration;
        this.connections = new TargetConnection(jdbcUrl);
        this.integrity = new ReferentialIntegrity(migration, connections, source);
        this.pipeline = pipeline;
        this.patience = patience;
    }

    public SurveyResult run() {
        return new SurveyResult(references(), clashes(), resolutions());
    }

    private List<ReferenceFinding> references() {
        var remedies = new Remedies(migration);
        Map<ReferenceColumn, ForeignKeyResult> results = new LinkedHashMap<>();
        List<Orphan> differences = new ArrayList<>();
        for (ReferenceColumn column : integrity.columns()) {
            results.put(column, integrity.check(column, orphan -> {
                if (orphan.kind().isDifference() && differences.size() < ASKED_AGAIN) {
                    differences.add(orphan);
                }
            }));
        }
        Set<Orphan> arrived = arrived(differences);
        List<ReferenceFinding> findings = new ArrayList<>();
        results.forEach((column, result) -> findings.add(new ReferenceFinding(
                result.without(arrived),
                migration.seal().dangling(column.table().name(), column.column()),
                remedies.of(column))));
        return findings;
    }

    /** Those that were on their way: once the pipeline has passed they are no differences any more. */
    private Set<Orphan> arrived(List<Orphan> differences) {
        Set<Orphan> arrived = new HashSet<>(differences);
        integrity.settle(differences, new AwaitedFences(pipeline, patience)).forEach(arrived::remove);
        return arrived;
    }

    private List<ClashFinding> clashes() {
        var remedies = new Remedies(migration);
        var unique = new UniqueClashes(migration, connections);
        List<ClashFinding> findings = new ArrayList<>();
        for (UniqueIndex index : unique.indexes()) {
            List<UniqueClash> examples = new ArrayList<>();
            var rows = new long[1];
            long values = unique.find(index, clash -> {
                rows[0] += clash.rows();
                if (examples.size() < CLASHES_LISTED) {
                    examples.add(clash);
                }
            });
            findings.add(new ClashFinding(
                    index.table().name(),
                    index.index().name(),
                    values,
                    rows[0],
                    migration.seal().duplicates(),
                    remedies.obstacle(index),
                    examples));
        }
        return findings;
    }

    private List<StandingResolution> resolutions() {
        List<StandingResolution> resolutions = new ArrayList<>();
        try (Connection target = connections.open()) {
            for (Table table : migration.tables()) {
                Set<ResolvedRow> arrived = new HashSet<>(ResolvedRows.arrived(target, table, integrity.columns()));
                ResolvedRows.standing(target, table)
                        .forEach(each -> resolutions.add(new StandingResolution(each, arrived.contains(each))));
            }
        } catch (SQLException e) {
            throw new UnreadableTargetException("could not close the connection to PostgreSQL", e);
        }
        return resolutions;
    }
}
