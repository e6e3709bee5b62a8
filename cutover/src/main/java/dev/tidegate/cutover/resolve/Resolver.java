package dev.tidegate.cutover.resolve;

import com.mongodb.client.MongoDatabase;
import dev.tidegate.cutover.unique.UniqueClashes;
import dev.tidegate.mapping.ddl.Ddl;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.validator.integrity.ReferenceColumns;
import dev.tidegate.validator.integrity.ReferentialIntegrity;
import dev.tidegate.validator.integrity.SourceDocuments;
import dev.tidegate.validator.target.TargetConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes the target's rows as the migration file's policies for dangling references and duplicate values declare, each resolution in
 * a transaction of its own with its record, and undoes resolutions.
 *
 * <p>One run at a time on a target. A run that dies leaves what it has done, recorded; the next continues. A later version
 * of a document overwrites what was done to its rows.
 */
public final class Resolver {
    private static final String STANDING =
            "SELECT DISTINCT number FROM tidegate.resolution WHERE undone_at IS NULL ORDER BY number DESC";

    private final Migration migration;
    private final String jdbcUrl;
    private final MongoDatabase source;

    public Resolver(Migration migration, String jdbcUrl, MongoDatabase source) {
        this.migration = migration;
        this.jdbcUrl = jdbcUrl;
        this.source = source;
    }

    /** A resolution that was to be undone; {@code obstacle} is empty when it is. */
    public record Undone(long resolution, Optional<String> obstacle) {}

    /** @throws ResolutionFailedException when another run is at work, or PostgreSQL refuses a resolution */
    public Applied apply() {
        var connections = new TargetConnection(jdbcUrl);
        try (TargetWriter writer = TargetWriter.open(jdbcUrl)) {
            prepare(writer);
            Applied duplicates =
                    new DuplicateResolver(migration, new UniqueClashes(migration, connections), source, writer).apply();
            var integrity = new ReferentialIntegrity(migration, connections, source);
            return duplicates.plus(
                    new DanglingResolver(migration, integrity, new SourceDocuments(source), writer).apply());
        }
    }

    public Undone undo(long number) {
        try (TargetWriter writer = TargetWriter.open(jdbcUrl)) {
            prepare(writer);
            return undo(writer, number);
        }
    }

    /** The last first: a resolution may build on an earlier one. */
    public List<Undone> undoAll() {
        try (TargetWriter writer = TargetWriter.open(jdbcUrl)) {
            prepare(writer);
            List<Long> numbers = writer.inTransaction("read tidegate.resolution", Resolver::numbers);
            return numbers.stream().map(number -> undo(writer, number)).toList();
        }
    }

    /** Brings {@code tidegate.dangling} up to date, and ends resolutions that a later version of their rows has overtaken. */
    public void refresh() {
        try (TargetWriter writer = TargetWriter.open(jdbcUrl)) {
            prepare(writer);
            writer.inTransaction("write tidegate.dangling", connection -> {
                DanglingTable.refresh(connection, ReferenceColumns.of(migration));
                return null;
            });
        }
    }

    private Undone undo(TargetWriter writer, long number) {
        return writer.inTransaction("undo resolution " + number, connection -> {
            var beginning = connection.setSavepoint();
            Optional<String> obstacle;
            try {
                obstacle = new Undo(migration, connection, number).run();
            } catch (SQLException e) {
                if (e.getSQLState() == null || !e.getSQLState().startsWith("23")) {
                    throw e;
                }
                obstacle = Optional.of("a constraint that stands now refuses it (SQLSTATE " + e.getSQLState() + ")");
            }
            if (obstacle.isPresent()) {
                connection.rollback(beginning);
            }
            return new Undone(number, obstacle);
        });
    }

    /** A target that an earlier version prepared lacks the table; overtaken resolutions end. */
    private void prepare(TargetWriter writer) {
        writer.inTransaction("prepare tidegate.resolution", connection -> {
            try (Statement statement = connection.createStatement()) {
                for (var own : new Ddl(migration).ownTables()) {
                    if (own.object().startsWith("tidegate.resolution")) {
                        statement.execute(own.sql());
                    }
                }
            }
            new OvertakenResolutions(migration).end(connection);
            return null;
        });
    }

    private static List<Long> numbers(Connection connection) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(STANDING);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                numbers.add(row.getLong(1));
            }
        }
        return numbers;
    }
}
