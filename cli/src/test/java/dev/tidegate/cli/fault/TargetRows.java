package dev.tidegate.cli.fault;

import dev.tidegate.cli.fault.Derivations.Derived;
import dev.tidegate.cli.fault.Derivations.Row;
import dev.tidegate.mapping.ddl.Ddl;
import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Writes derived rows as they are, without the sink: what the transformer says is what PostgreSQL has. */
public final class TargetRows {
    private final Connection connection;
    private final Migration migration;

    public TargetRows(Connection connection, Migration migration) {
        this.connection = connection;
        this.migration = migration;
    }

    /** Tables anew and empty. */
    public void create() throws SQLException {
        execute("DROP SCHEMA public CASCADE");
        execute("DROP SCHEMA IF EXISTS tidegate CASCADE");
        for (var statement : new Ddl(migration).atStart()) {
            execute(statement.sql());
        }
    }

    public void write(CollectionMapping collection, UUID id, String documentId, Derived derived) throws SQLException {
        for (Row row : derived.rows()) {
            insert(migration.table(row.table()), row.values().values());
        }
        if (derived.unmapped().isPresent()) {
            execute(
                    "INSERT INTO tidegate.unmapped (\"table\", id, fields) VALUES (?, ?::uuid, ?::jsonb)",
                    collection.table(),
                    id.toString(),
                    derived.unmapped().get());
        }
        if (derived.reason().isPresent()) {
            execute(
                    "INSERT INTO tidegate.dead_letter (collection, document_id, stage, reason, message, stale, first_seen, last_seen)"
                            + " VALUES (?, ?, 'transform', ?, 'planted', false, now(), now())",
                    collection.collection(),
                    documentId,
                    derived.reason().get());
        }
    }

    private void insert(Table table, List<Object> values) throws SQLException {
        String columns = table.columns().stream().map(TargetRows::quoted).collect(Collectors.joining(", "));
        String places = table.columns().stream().map(TargetRows::cast).collect(Collectors.joining(", "));
        String[] texts = new String[values.size()];
        for (int index = 0; index < texts.length; index++) {
            texts[index] = text(table.columns().get(index), values.get(index));
        }
        execute(
                "INSERT INTO public.\"" + table.name() + "\" (" + columns + ") VALUES (" + places
                        + ") ON CONFLICT DO NOTHING",
                texts);
    }

    private static String text(Column column, Object value) {
        if (value == null) {
            return null;
        }
        return switch (column.type().kind()) {
            case TIMESTAMP ->
                Instant.ofEpochMilli((Long) value)
                        .atZone(ZoneOffset.UTC)
                        .toLocalDateTime()
                        .toString();
            case LIST ->
                ((List<?>) value)
                        .stream()
                                .map(element -> element == null ? "NULL" : '"' + element.toString() + '"')
                                .collect(Collectors.joining(",", "{", "}"));
            default -> value.toString();
        };
    }

    private static String cast(Column column) {
        return "?::" + Sql.type("public", column.type());
    }

    private static String quoted(Column column) {
        return '"' + column.name() + '"';
    }

    private void execute(String sql, String... texts) throws SQLException {
        if (texts.length == 0) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int index = 0; index < texts.length; index++) {
                statement.setString(index + 1, texts[index]);
            }
            statement.execute();
        }
    }
}
