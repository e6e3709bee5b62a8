package dev.tidegate.validator.pass;

import dev.tidegate.validator.target.UnreadableTargetException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ids in {@code tidegate.dead_letter} of one collection, a page at a time, so that no transaction lasts long. */
final class DeadLetterPages {
    private static final String SELECT = "SELECT document_id FROM tidegate.dead_letter WHERE collection = ?";
    private static final String AFTER = " AND (left(document_id, 250), document_id) > (left(?, 250), ?)";
    /** As the index has it, of the beginnings of ids: they may be longer than its entries. */
    private static final String ORDER = " ORDER BY collection, left(document_id, 250), document_id LIMIT ";

    private final String collection;
    private final int size;
    private Optional<String> last = Optional.empty();

    DeadLetterPages(String collection, int size) {
        this.collection = collection;
        this.size = size;
    }

    /** Empty at the end. */
    List<String> next(Connection connection) {
        String sql = SELECT + (last.isPresent() ? AFTER : "") + ORDER + size;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, collection);
            if (last.isPresent()) {
                select.setString(2, last.get());
                select.setString(3, last.get());
            }
            List<String> page = read(select);
            last = page.isEmpty() ? last : Optional.of(page.get(page.size() - 1));
            return page;
        } catch (SQLException e) {
            throw new UnreadableTargetException("could not read tidegate.dead_letter", e);
        }
    }

    private static List<String> read(PreparedStatement select) throws SQLException {
        List<String> page = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                page.add(row.getString(1));
            }
        }
        return page;
    }
}
