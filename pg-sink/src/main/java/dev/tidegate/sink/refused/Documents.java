package dev.tidegate.sink.refused;

import dev.tidegate.events.row.RowHeaders;
import dev.tidegate.events.row.RowHeaders.Origin;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The documents that rows come from. */
final class Documents {
    private Documents() {}

    /** A row that names none stands for itself. */
    static Origin of(ConsumerRecord<byte[], byte[]> record) {
        return RowHeaders.origin(record.headers())
                .orElseGet(() -> new Origin(record.topic(), record.partition() + "@" + record.offset()));
    }

    /** As two array parameters. */
    static void bind(PreparedStatement statement, Collection<Origin> documents) throws SQLException {
        Connection connection = statement.getConnection();
        Object[] collections = documents.stream().map(Origin::collection).toArray();
        Object[] ids = documents.stream().map(Origin::documentId).toArray();
        statement.setArray(1, connection.createArrayOf("text", collections));
        statement.setArray(2, connection.createArrayOf("text", ids));
    }
}
