package dev.tidegate.validator.integrity;

import com.mongodb.client.MongoDatabase;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.validator.pipeline.AwaitedFences;
import dev.tidegate.validator.target.TargetConnection;
import dev.tidegate.validator.target.UnreadableTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds references without a row, of every foreign key that the file declares, whether or not it is a constraint yet.
 *
 * <p>Reads only; each column in a transaction of its own, a bounded number of orphans at a time. An interrupt ends it
 * with an {@link UnreadableTargetException}. Beside a live pipeline a {@link OrphanKind#BROKEN} one may be in flight: {@link
 * #settle} asks again.
 */
public final class ReferentialIntegrity {
    public static final int EXAMPLES = 100;
    private static final int BATCH = 1000;
    /** A document that was there at one check has its row once the pipeline passed; the second fence covers a re-insert. */
    private static final int CHECKS = 2;

    private final List<ReferenceColumn> columns;
    private final TargetConnection connections;
    private final MongoDatabase source;

    public ReferentialIntegrity(Migration migration, TargetConnection connections, MongoDatabase source) {
        this.columns = ReferenceColumns.of(migration);
        this.connections = connections;
        this.source = source;
    }

    public List<ReferenceColumn> columns() {
        return columns;
    }

    /** @param all gets every orphan, in no order; the result holds the first {@value #EXAMPLES} */
    public ForeignKeyResult check(ReferenceColumn column, Consumer<Orphan> all) {
        try (Connection target = connections.open()) {
            return check(target, column, all);
        } catch (SQLException e) {
            throw couldNotClose(e);
        }
    }

    /** The same over a connection that serves for several columns; each is one transaction. */
    public ForeignKeyResult check(Connection target, ReferenceColumn column, Consumer<Orphan> all) {
        var examples = new ArrayList<Orphan>();
        var counts = new EnumMap<OrphanKind, Long>(OrphanKind.class);
        var query = new OrphanQuery(column);
        long references = query.references(target);
        var batches = new Batches(new OrphanClassifier(column, target, source), orphan -> {
            counts.merge(orphan.kind(), 1L, Long::sum);
            if (examples.size() < EXAMPLES) {
                examples.add(orphan);
            }
            all.accept(orphan);
        });
        query.all(target, batches::add);
        batches.flush();
        TargetConnection.endRead(target);
        long orphaned = counts.values().stream().mapToLong(Long::longValue).sum();
        return new ForeignKeyResult(
                column.table().name(),
                column.constraint(),
                column.column(),
                column.referencedTable(),
                references,
                references - orphaned,
                counts,
                examples);
    }

    /** Those that are no longer on their way: each is the same orphan after each fence. */
    public List<Orphan> settle(List<Orphan> orphans, AwaitedFences fences) {
        List<Orphan> open = orphans;
        for (int check = 0; check < CHECKS && !open.isEmpty() && fences.await(); check++) {
            Set<Orphan> before = new HashSet<>(open);
            open = recheck(open).stream().filter(before::contains).toList();
        }
        return open;
    }

    /** Those that are orphans still, as they are now; one whose row is gone or has found its target is left out. */
    List<Orphan> recheck(List<Orphan> orphans) {
        var byColumn = new LinkedHashMap<ReferenceColumn, List<List<String>>>();
        for (Orphan orphan : orphans) {
            byColumn.computeIfAbsent(columnOf(orphan), column -> new ArrayList<>())
                    .add(orphan.key());
        }
        var still = new ArrayList<Orphan>();
        try (Connection target = connections.open()) {
            for (Map.Entry<ReferenceColumn, List<List<String>>> entry : byColumn.entrySet()) {
                var batches = new Batches(new OrphanClassifier(entry.getKey(), target, source), still::add);
                List<List<String>> keys = entry.getValue();
                for (int from = 0; from < keys.size(); from += BATCH) {
                    List<List<String>> some = keys.subList(from, Math.min(keys.size(), from + BATCH));
                    new OrphanQuery(entry.getKey()).among(target, some, batches::add);
                }
                batches.flush();
            }
        } catch (SQLException e) {
            throw couldNotClose(e);
        }
        return List.copyOf(still);
    }

    private ReferenceColumn columnOf(Orphan orphan) {
        return columns.stream()
                .filter(column -> column.table().name().equals(orphan.table())
                        && column.column().equals(orphan.column())
                        && column.referencedTable().equals(orphan.referencedTable()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no reference of the migration: " + orphan.table() + "." + orphan.column()));
    }

    private static UnreadableTargetException couldNotClose(SQLException e) {
        return new UnreadableTargetException("could not close the connection to PostgreSQL", e);
    }

    /** Orphans on their way to the classifier. */
    private static final class Batches {
        private final OrphanClassifier classifier;
        private final Consumer<Orphan> classified;
        private final List<RawOrphan> batch = new ArrayList<>(BATCH);

        Batches(OrphanClassifier classifier, Consumer<Orphan> classified) {
            this.classifier = classifier;
            this.classified = classified;
        }

        void add(RawOrphan orphan) {
            batch.add(orphan);
            if (batch.size() == BATCH) {
                flush();
            }
        }

        void flush() {
            if (!batch.isEmpty()) {
                classifier.classify(batch).forEach(classified);
                batch.clear();
            }
        }
    }
}
