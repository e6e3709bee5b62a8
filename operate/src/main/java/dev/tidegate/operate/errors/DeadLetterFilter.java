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
 * @param exceptReasons those of these reasons are not meant
 * @param documentIds as the table shows them; any of them
 */
public record DeadLetterFilter(
        Optional<List<String>> collections,
        Optional<String> reason,
        List<String> exceptReasons,
        Optional<List<String>> documentIds) {
    public static final DeadLetterFilter ALL =
            new DeadLetterFilter(Optional.empty(), Optional.empty(), Optional.empty());

    public DeadLetterFilter(
            Optional<List<String>> collections, Optional<String> reason, Optional<List<String>> documentIds) {
        this(collections, reason, List.of(), documentIds);
    }

    public DeadLetterFilter except(List<String> codes) {
        return new DeadLetterFilter(collections, reason, codes, documentIds);
    }

    String where() {
        List<String> conditions = new ArrayList<>(List.of("true"));
        collections.ifPresent(names -> conditions.add("collection = ANY (?)"));
        reason.ifPresent(code -> conditions.add("reason = ?"));
        if (!exceptReasons.isEmpty()) {
            conditions.add("reason <> ALL (?)");
        }
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
        if (!exceptReasons.isEmpty()) {
            statement.setArray(index++, texts(statement.getConnection(), exceptReasons));
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
