package dev.tidegate.validator.compare;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.DocumentTable;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.TableKind;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.integrity.ResolutionKind;
import dev.tidegate.validator.integrity.ResolvedRow;
import dev.tidegate.validator.integrity.ResolvedRows;
import dev.tidegate.validator.result.RowCount.Account;
import dev.tidegate.validator.result.Tally;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Takes out the differences that a recorded resolution of {@code tidegate references --apply} made, and accounts for them by
 * name. Safe for several threads.
 */
final class Explanations {
    /** Edges are subjects of their own. */
    private static final Set<TableKind> RESOLVED = EnumSet.of(TableKind.ENTITY, TableKind.CHILD, TableKind.DEAD_LETTER);

    private final Migration migration;
    private final ComparedCollections collections;

    Explanations(Migration migration, ComparedCollections collections) {
        this.migration = migration;
        this.collections = collections;
    }

    /** One for each, in their order: the same where nothing stands that explains it. */
    List<Comparison> explain(Connection connection, List<Comparison> all) {
        Set<UUID> ids = new HashSet<>();
        all.stream()
                .filter(each -> !each.agrees())
                .forEach(each -> id(each.subject()).ifPresent(ids::add));
        Set<UUID> resolvedIds = ResolvedRows.resolvedIds(connection, ids);
        return all.stream()
                .map(each -> !each.agrees()
                                && id(each.subject())
                                        .filter(resolvedIds::contains)
                                        .isPresent()
                        ? explain(connection, each)
                        : each)
                .toList();
    }

    /** That resolved rows have. */
    private Optional<UUID> id(Subject subject) {
        if (subject instanceof Subject.Edge edge) {
            return Optional.of(edge.left());
        }
        return subject instanceof Subject.Document document
                ? Optional.of(collections
                        .get(document.collection())
                        .ids()
                        .rowId(document.id().value()))
                : Optional.empty();
    }

    private Comparison explain(Connection connection, Comparison checked) {
        List<ResolvedRow> resolved = resolved(connection, checked.subject());
        if (resolved.isEmpty()) {
            return checked;
        }
        var left = new ArrayList<Difference>();
        var entries = new ArrayList<>(checked.tally().entries());
        for (Difference difference : checked.differences()) {
            Optional<ResolvedRow> row =
                    resolved.stream().filter(each -> explains(each, difference)).findFirst();
            if (row.isEmpty()) {
                left.add(difference);
            } else {
                resolved.remove(row.get());
                account(row.get()).ifPresent(entries::add);
            }
        }
        return new Comparison(
                checked.subject(),
                checked.inSource(),
                checked.inTarget(),
                checked.fingerprint(),
                new Tally(entries),
                left,
                checked.version());
    }

    private List<ResolvedRow> resolved(Connection connection, Subject subject) {
        var resolved = new ArrayList<ResolvedRow>();
        if (subject instanceof Subject.Edge edge) {
            ResolvedRows.standing(connection, migration.table(edge.junction()), List.of(edge.left())).stream()
                    .filter(row -> row.key().contains(edge.right().toString()))
                    .forEach(resolved::add);
        } else if (subject instanceof Subject.Document document) {
            CollectionMapping collection = migration.collection(document.collection());
            List<UUID> id = id(document).stream().toList();
            DocumentTable.of(migration, collection).stream()
                    .filter(table -> RESOLVED.contains(table.kind()))
                    .forEach(table -> resolved.addAll(ResolvedRows.standing(connection, table.table(), id)));
        }
        return resolved;
    }

    private static boolean explains(ResolvedRow row, Difference difference) {
        if (!row.table().equals(difference.table())) {
            return false;
        }
        return switch (difference.kind()) {
            case VALUE ->
                row.kind() == ResolutionKind.NULLED
                        && row.column().equals(difference.column())
                        && difference.row().equals("NULL");
            case MISSING_ROW, MISSING_CHILD, MISSING_EDGE -> row.kind() == ResolutionKind.REMOVED;
            case EXTRA_ROW, DEAD_LETTER_UNEXPECTED -> row.kind() == ResolutionKind.INSERTED;
            default -> false;
        };
    }

    private static Optional<Tally.Entry> account(ResolvedRow row) {
        boolean isOwn = row.table().startsWith(TidegateTables.SCHEMA + ".");
        return switch (row.kind()) {
            case REMOVED -> Optional.of(new Tally.Entry(row.table(), 0, 0, Map.of(Account.REMOVED, 1L)));
            case INSERTED ->
                isOwn
                        ? Optional.empty()
                        : Optional.of(new Tally.Entry(row.table(), 0, 0, Map.of(Account.PLACEHOLDER, 1L)));
            case NULLED -> Optional.empty();
        };
    }
}
