package dev.tidegate.operate.errors;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which dead letters are meant: all that fit every condition that is given.
 *
 * @param exceptReason those of this reason are not meant
 * @param documentIds as the table shows them; any of them
 */
public record DeadLetterFilter(
        Optional<List<String>> collections,
        Optional<String> reason,
        Optional<String> exceptReason,
        Optional<List<String>> documentIds) {
    public static final DeadLetterFilter ALL =
            new DeadLetterFilter(Optional.empty(), Optional.empty(), Optional.empty());

    public DeadLetterFilter(
            Optional<List<String>> collections, Optional<String> reason, Optional<List<String>> documentIds) {
        this(collections, reason, Optional.empty(), documentIds);
    }

    public DeadLetterFilter except(String code) {
        return new DeadLetterFilter(collections, reason, Optional.of(code), documentIds);
    }

    String where() {
        List<String> conditions = new ArrayList<>(List.of("true"));
        collections.ifPresent(names -> conditions.add("collection = ANY (?)"));
        reason.ifPresent(code -> conditions.add("reason = ?"));
        exceptReason.ifPresent(code -> conditions.add("reason <> ?"));
        documentIds.ifPresent(ids -> conditions.add("document_id = ANY (?)"));
        return " WHERE " + String.join(" AND ", conditions);
    }

    /** @return the index of the next parameter */
    int bind(PreparedStatement statement) throws SQLException {
        int index = 1;
        if (collections.isPresent()) {
            statement.setArray(index++, texts(statement.getConnection(), collections.get()));
        }
        if (reason.isPresent()) {
            statement.setString(index++, reason.get());
        }
        if (exceptReason.isPresent()) {
            statement.setString(index++, exceptReason.get());
        }
        if (documentIds.isPresent()) {
            statement.setArray(index++, texts(statement.getConnection(), documentIds.get()));
        }
        return index;
    }

    static Array texts(Connection connection, List<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }
}
