package dev.tidegate.cli.command;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.errors.DeadLetterFilter;
import dev.tidegate.operate.errors.ErrorTables;
import dev.tidegate.operate.rows.DocumentRows;
import dev.tidegate.operate.rows.GivenId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** Which dead letters a command is about; all by default. */
final class DeadLetterOptions {
    @Option(names = "--table", paramLabel = "TABLE", description = "only documents of this table, or collection")
    private String table;

    @Option(names = "--reason", paramLabel = "REASON", description = "only for this reason, such as required-absent")
    private String reason;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "only this document: an ObjectId, a row's UUID, or another _id as dead letters show it")
    private String id;

    DeadLetterFilter filter(Migration migration, Connection target) throws SQLException {
        return new DeadLetterFilter(
                Optional.ofNullable(table).map(name -> ErrorTables.collections(migration, name)),
                Optional.ofNullable(reason),
                id == null ? Optional.empty() : Optional.of(shown(id, migration, target)));
    }

    /** Letters of one reason, or of one document, were asked for by name. */
    boolean areNamed() {
        return reason != null || id != null;
    }

    static List<String> shown(String id, Migration migration, Connection target) throws SQLException {
        Set<String> shown = new TreeSet<>(Set.of(id));
        for (GivenId given : GivenId.of(id, new DocumentRows(migration, target))) {
            shown.addAll(given.shown());
        }
        return List.copyOf(shown);
    }
}
