package dev.tidegate.validator.types;

import static dev.tidegate.mapping.ddl.Sql.quote;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.validator.integrity.TargetRead;
import dev.tidegate.validator.target.TargetConnection;
import dev.tidegate.validator.target.UnfitTargetException;
import dev.tidegate.validator.target.UnreadableTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * The layer of data types: columns and enum types against the file by the catalogue, and what a type alone does not say
 * against every value: ids of the right collection, finite times, list shapes, labels.
 *
 * <p>Reads only; one scan of each table, in a transaction of its own. An interrupt ends it with an {@link
 * UnreadableTargetException}.
 */
public final class TypeValidation {
    public static final int EXAMPLES = 20;

    private final Migration migration;
    private final TargetConnection connections;

    public TypeValidation(Migration migration, TargetConnection connections) {
        this.migration = migration;
        this.connections = connections;
    }

    /** The catalogue alone: no row is read. */
    public List<TypeFinding> declarations() {
        return new DeclaredTypes(migration, catalogue()).findings();
    }

    /**
     * To be asked before rows are compared.
     *
     * @throws UnfitTargetException with all that is missing, or of a type that cannot be compared
     */
    public void requireReadable() {
        List<String> lines = new DeclaredTypes(migration, catalogue()).unreadable();
        if (!lines.isEmpty()) {
            throw new UnfitTargetException(lines);
        }
    }

    /** The values of one table; columns that are not there, or of quite another type, are left to the declarations. */
    public List<TypeFinding> values(Table table) {
        return values(table, catalogue());
    }

    /**
     * Declarations, then the values of every table, in the file's order.
     *
     * @param workers each reads one table at a time, with a connection of its own
     */
    public List<TypeFinding> all(Executor workers) {
        Catalogue catalogue = catalogue();
        List<CompletableFuture<List<TypeFinding>>> tables = migration.tables().stream()
                .map(table -> CompletableFuture.supplyAsync(() -> values(table, catalogue), workers))
                .toList();
        List<TypeFinding> findings = new ArrayList<>(new DeclaredTypes(migration, catalogue).findings());
        try {
            tables.forEach(table -> findings.addAll(table.join()));
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
        return List.copyOf(findings);
    }

    private List<TypeFinding> values(Table table, Catalogue catalogue) {
        try (Connection target = connections.open()) {
            return values(table, catalogue, target);
        } catch (SQLException e) {
            throw TargetConnection.notClosed(e);
        }
    }

    private List<TypeFinding> values(Table table, Catalogue catalogue, Connection target) {
        List<ValueCheck> checks = ValueCheck.of(table, migration, new IdColumns(migration), catalogue);
        return checks.isEmpty() ? List.of() : findings(target, table, checks);
    }

    private Catalogue catalogue() {
        try (Connection target = connections.open()) {
            return Catalogue.read(target, migration.target().schema());
        } catch (SQLException e) {
            throw new UnreadableTargetException("could not close the connection to PostgreSQL", e);
        }
    }

    private static List<TypeFinding> findings(Connection target, Table table, List<ValueCheck> checks) {
        long[] counts = counts(target, table, checks);
        List<TypeFinding> findings = new ArrayList<>();
        for (int index = 0; index < counts.length; index++) {
            ValueCheck check = checks.get(index);
            if (counts[index] > 0) {
                List<List<String>> examples = examples(target, table, check);
                findings.add(new TypeFinding(
                        table.name(), check.column(), check.kind(), counts[index], examples, check.detail()));
            }
        }
        return findings;
    }

    private static long[] counts(Connection target, Table table, List<ValueCheck> checks) {
        String sql = checks.stream()
                .map(check -> "count(*) FILTER (WHERE " + check.condition() + ")")
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + quote(table)));
        var counts = new long[checks.size()];
        TargetRead.each(target, table, sql, List.of(), row -> {
            for (int index = 0; index < counts.length; index++) {
                counts[index] = row.getLong(index + 1);
            }
        });
        return counts;
    }

    private static List<List<String>> examples(Connection target, Table table, ValueCheck check) {
        List<List<String>> examples = new ArrayList<>();
        String sql = "SELECT " + TargetRead.keyTexts(table, "c") + " FROM " + quote(table) + " c WHERE "
                + check.condition() + " LIMIT " + EXAMPLES;
        int parts = table.primaryKey().size();
        TargetRead.each(target, table, sql, List.of(), row -> examples.add(TargetRead.key(row, parts)));
        return examples;
    }
}
