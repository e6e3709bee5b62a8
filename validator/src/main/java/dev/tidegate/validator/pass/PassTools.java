package dev.tidegate.validator.pass;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.validator.compare.ComparedCollections;
import dev.tidegate.validator.compare.DocumentChecks;
import dev.tidegate.validator.compare.EdgeChecks;
import dev.tidegate.validator.compare.EdgesOfDocuments;
import dev.tidegate.validator.source.Pace;
import dev.tidegate.validator.target.TargetConnection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * What the passes over all collections share.
 *
 * @param withValues false: only ids, elements and edges are compared
 * @param readers where documents are read ahead
 */
public record PassTools(
        Migration migration,
        ComparedCollections collections,
        EdgeChecks checks,
        TargetConnection connections,
        Pace pace,
        Executor readers,
        boolean withValues) {

    Table table(String name) {
        return migration.table(name);
    }

    EdgesOfDocuments edges() {
        return new EdgesOfDocuments(collections, checks);
    }

    DocumentChecks documents() {
        return new DocumentChecks(collections, edges());
    }

    /** Throws what the reading threw. */
    <T> T await(CompletableFuture<T> reading) {
        try {
            return reading.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }
}
