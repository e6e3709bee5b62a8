package dev.tidegate.validator.integrity;

import static dev.tidegate.mapping.ddl.Sql.quote;

import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.validator.target.UnreadableTargetException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Reads which rows are as {@code tidegate references --apply} left them: neither undone nor overtaken by a later version of
 * the row. A difference that one of them explains is no loss: a NULL where {@link ResolvedRow#targetId} is expected, a row
 * that is missing, a row too many.
 */
public final class ResolvedRows {
    private ResolvedRows() {}

    /** Those of rows whose key begins with one of these ids. */
    public static List<ResolvedRow> standing(Connection target, Table table, Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : read(target, table, "r.id = ANY (?)", List.of(TargetRead.array(target, "uuid", ids)), true);
    }

    /** All of a table. */
    public static List<ResolvedRow> standing(Connection target, Table table) {
        return read(target, table, "true", List.of(), true);
    }

    /** Those that are not undone, and whose row is no more as the resolution left it. */
    public static List<ResolvedRow> overtaken(Connection target, Table table) {
        return read(target, table, "true", List.of(), false);
    }

    /** Those whose target has a row now, which it had not when they were made. */
    public static List<ResolvedRow> arrived(Connection target, Table table, Collection<ReferenceColumn> columns) {
        List<ResolvedRow> arrived = new ArrayList<>();
        for (ReferenceColumn column : columns) {
            if (column.table().equals(table)) {
                String condition = "r.kind <> 'inserted' AND r.\"column\" = ? AND EXISTS (SELECT FROM "
                        + quote(table.schema(), column.referencedTable()) + " p WHERE p."
                        + quote(column.referencedColumn()) + " = r.target_id)";
                arrived.addAll(read(target, table, condition, List.of(column.column()), true));
            }
        }
        return arrived;
    }

    /** Those of these ids that a resolution not undone is of, whether it stands or not: most often none. */
    public static Set<UUID> resolvedIds(Connection target, Collection<UUID> ids) {
        if (ids.isEmpty() || !isPrepared(target)) {
            return Set.of();
        }
        Set<UUID> found = new HashSet<>();
        try (PreparedStatement select = target.prepareStatement(
                "SELECT DISTINCT id FROM tidegate.resolution WHERE undone_at IS NULL AND id = ANY (?)")) {
            select.setObject(1, TargetRead.array(target, "uuid", ids));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(row.getObject(1, UUID.class));
                }
            }
        } catch (SQLException e) {
            throw new UnreadableTargetException("could not read table tidegate.resolution", e);
        }
        return found;
    }

    private static List<ResolvedRow> read(
            Connection target, Table table, String condition, List<?> arguments, boolean stand) {
        if (!isPrepared(target)) {
            return List.of();
        }
        List<Object> all = new ArrayList<>(List.of(table.displayName()));
        all.addAll(arguments);
        List<ResolvedRow> found = new ArrayList<>();
        try {
            String sql = select(table) + " WHERE r.undone_at IS NULL AND r.\"table\" = ? AND " + condition + " AND "
                    + (stand ? "" : "NOT ") + stands(RowImage.of(target, table)) + " ORDER BY r.number, r.step";
            TargetRead.each(target, table, sql, all, row -> found.add(resolution(row, table)));
        } catch (SQLException e) {
            throw new UnreadableTargetException("could not read the columns of " + table.name(), e);
        }
        return found;
    }

    private static String select(Table table) {
        String key = table.primaryKey().stream()
                .map(column -> "r.key ->> " + Sql.literal(column))
                .collect(Collectors.joining(", "));
        return "SELECT " + key + ", r.number, r.at, r.policy, r.kind, r.id, r.\"column\", r.target, r.target_id"
                + " FROM tidegate.resolution r";
    }

    private static String stands(RowImage image) {
        Table table = image.table();
        String row = "EXISTS (SELECT FROM " + quote(table) + " t WHERE "
                + table.primaryKey().stream()
                        .map(column -> "t." + quote(column) + " = (r.key ->> " + Sql.literal(column) + ")::"
                                + TargetRead.type(table, column))
                        .collect(Collectors.joining(" AND "));
        return "CASE r.kind WHEN 'nulled' THEN " + row + " AND to_jsonb(t) -> r.\"column\" = 'null'::jsonb)"
                + " WHEN 'removed' THEN NOT " + row + ") ELSE " + row + " AND " + image.expression("t")
                + " = r.after) END";
    }

    private static ResolvedRow resolution(ResultSet row, Table table) throws SQLException {
        int parts = table.primaryKey().size();
        return new ResolvedRow(
                row.getLong(parts + 1),
                row.getObject(parts + 2, OffsetDateTime.class).toInstant(),
                row.getString(parts + 3),
                ResolutionKind.valueOf(row.getString(parts + 4).toUpperCase(Locale.ROOT)),
                table.displayName(),
                row.getObject(parts + 5, UUID.class),
                TargetRead.key(row, parts),
                Optional.ofNullable(row.getString(parts + 6)),
                Optional.ofNullable(row.getString(parts + 7)),
                Optional.ofNullable(row.getObject(parts + 8, UUID.class)));
    }

    /** A target that an earlier version prepared does not have the table yet, or has it with another column. */
    private static boolean isPrepared(Connection target) {
        try (PreparedStatement select = target.prepareStatement("SELECT to_regclass('tidegate.resolution') IS NOT NULL,"
                        + " EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('tidegate.resolution')"
                        + " AND attname = 'number')");
                ResultSet row = select.executeQuery()) {
            row.next();
            if (row.getBoolean(1) && !row.getBoolean(2)) {
                throw new UnreadableTargetException(
                        "table tidegate.resolution is of an earlier version of Tidegate: start"
                                + " 'tidegate run' or 'tidegate references' once, which bring it up to date");
            }
            return row.getBoolean(1);
        } catch (SQLException e) {
            throw new UnreadableTargetException("could not ask whether tidegate.resolution is there", e);
        }
    }
}
