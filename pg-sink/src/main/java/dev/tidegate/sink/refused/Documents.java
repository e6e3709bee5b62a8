package dev.tidegate.sink.refused;

import dev.tidegate.events.row.RowHeaders.Origin;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/** A set of documents as two array parameters. */
final class Documents {
    private Documents() {}

    static void bind(PreparedStatement statement, Collection<Origin> documents) throws SQLException {
        Connection connection = statement.getConnection();
        Object[] collections = documents.stream().map(Origin::collection).toArray();
        Object[] ids = documents.stream().map(Origin::documentId).toArray();
        statement.setArray(1, connection.createArrayOf("text", collections));
        statement.setArray(2, connection.createArrayOf("text", ids));
    }
}
