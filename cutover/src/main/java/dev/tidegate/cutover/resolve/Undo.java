package dev.tidegate.cutover.resolve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.validator.integrity.ResolutionKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Undoes a resolution, all of it or nothing: only where each of its rows is as the resolution left it. */
final class Undo {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String STEPS = """
            SELECT step, kind, "table", key::text, "column", before::text, after::text FROM tidegate.resolution
            WHERE number = ? AND undone_at IS NULL ORDER BY step DESC FOR UPDATE""";
    private static final String DONE =
            "UPDATE tidegate.resolution SET undone_at = now(), undone_by = 'undo' WHERE number = ? AND undone_at IS NULL";

    private static final String ENDED = "SELECT undone_by FROM tidegate.resolution WHERE number = ? LIMIT 1";

    /** Equal but for columns that later resolutions, which stand, have set NULL in this row. */
    private static final String UNCHANGED = """
            SELECT ?::jsonb - later.columns = ?::jsonb - later.columns
            FROM (SELECT coalesce(array_agg("column"), '{}') AS columns FROM tidegate.resolution
                  WHERE "table" = ? AND key = ?::jsonb AND kind = 'nulled' AND number > ? AND undone_at IS NULL) AS later""";

    private final Migration migration;
    private final Connection connection;
    private final long number;

    Undo(Migration migration, Connection connection, long number) {
        this.migration = migration;
        this.connection = connection;
        this.number = number;
    }

    private record Step(ResolutionKind kind, Table table, String key, String column, String before, String after) {
        List<String> keyParts() {
            JsonNode json = json(key);
            return table.primaryKey().stream()
                    .map(part -> json.path(part).textValue())
                    .toList();
        }

        private static JsonNode json(String jsonb) {
            try {
                return JSON.readTree(jsonb);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("jsonb is always JSON", e);
            }
        }
    }

    /** @return what is in the way, on which row; empty when it is undone. The caller ends the transaction. */
    Optional<String> run() throws SQLException {
        List<Step> steps = steps();
        if (steps.isEmpty()) {
            return Optional.of(whyNot());
        }
        for (Step step : steps) {
            Optional<String> obstacle = undo(step);
            if (obstacle.isPresent()) {
                return obstacle.map(text -> step.table().name() + " " + step.keyParts() + " " + text);
            }
        }
        try (PreparedStatement done = connection.prepareStatement(DONE)) {
            done.setLong(1, number);
            done.executeUpdate();
        }
        return Optional.empty();
    }

    private String whyNot() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ENDED)) {
            select.setLong(1, number);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return "there is no such resolution";
                }
                return row.getString(1).equals("undo")
                        ? "is undone already"
                        : "a later version of its rows has overtaken it: there is nothing to undo";
            }
        }
    }

    private Optional<String> undo(Step step) throws SQLException {
        var rows = new RowImages(connection, step.table());
        Optional<String> now = rows.lock(step.keyParts());
        if (step.kind() == ResolutionKind.REMOVED) {
            return rows.insert(step.before()) ? Optional.empty() : Optional.of("is there again");
        }
        if (now.isEmpty()) {
            return Optional.of("is not there any more");
        }
        if (!isUnchanged(step, now.get())) {
            return Optional.of("has changed since");
        }
        if (step.kind() == ResolutionKind.NULLED) {
            rows.set(step.keyParts(), step.column(), step.before());
        } else {
            rows.delete(step.keyParts());
        }
        return Optional.empty();
    }

    private boolean isUnchanged(Step step, String now) throws SQLException {
        try (PreparedStatement compare = connection.prepareStatement(UNCHANGED)) {
            compare.setString(1, now);
            compare.setString(2, step.after());
            compare.setString(3, step.table().displayName());
            compare.setString(4, step.key());
            compare.setLong(5, number);
            try (ResultSet row = compare.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private List<Step> steps() throws SQLException {
        List<Step> steps = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(STEPS)) {
            select.setLong(1, number);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    steps.add(new Step(
                            ResolutionKind.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                            table(row.getString(3)),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.getString(7)));
                }
            }
        }
        return steps;
    }

    private Table table(String name) {
        return migration.tablesWithTopic().stream()
                .filter(table -> table.displayName().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new ResolutionFailedException(
                                "resolution " + number + " changed table " + name
                                        + ", which the migration file does not have any more: undo it with the file that it was made with"));
    }
}
