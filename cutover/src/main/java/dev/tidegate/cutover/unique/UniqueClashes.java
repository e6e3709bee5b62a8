package dev.tidegate.cutover.unique;

import dev.tidegate.cutover.unique.UniqueClash.ClashingRow;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.actual.IdMap;
import dev.tidegate.validator.integrity.TargetRead;
import dev.tidegate.validator.target.TargetConnection;
import dev.tidegate.validator.target.UnreadableTargetException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bson.BsonValue;

/**
 * Finds documents with one value of a unique index of the file, whether or not the index is there: as PostgreSQL compares
 * and as the index's predicate and NULL say. Reads only, a bounded number of rows at a time.
 */
public final class UniqueClashes {
    /** Rows listed of one clash; the others are counted. */
    public static final int ROWS_LISTED = 100;

    private final List<UniqueIndex> indexes;
    private final TargetConnection connections;

    public UniqueClashes(Migration migration, TargetConnection connections) {
        this.indexes = UniqueIndex.of(migration);
        this.connections = connections;
    }

    public List<UniqueIndex> indexes() {
        return indexes;
    }

    /** @return how many values clash */
    public long find(UniqueIndex index, Consumer<UniqueClash> clashes) {
        try (Connection target = connections.open()) {
            var grouping = new Grouping(index, target, clashes);
            TargetRead.each(target, index.table(), index.clashes(), List.of(), grouping::add);
            grouping.end();
            return grouping.found;
        } catch (SQLException e) {
            throw new UnreadableTargetException("could not close the connection to PostgreSQL", e);
        }
    }

    /** Each row of each clash, all of them: {@code rows} gets the value's number and the key, the newest id first. */
    public void rows(UniqueIndex index, KeyOfClash rows) {
        try (Connection target = connections.open()) {
            int parts = index.table().primaryKey().size();
            TargetRead.each(
                    target,
                    index.table(),
                    index.clashes(),
                    List.of(),
                    row -> rows.accept(row.getLong(parts + 1), TargetRead.key(row, parts)));
        } catch (SQLException e) {
            throw new UnreadableTargetException("could not close the connection to PostgreSQL", e);
        }
    }

    /** Takes one row of a clash. */
    public interface KeyOfClash {
        void accept(long value, List<String> key);
    }

    private static final class Grouping {
        private final UniqueIndex index;
        private final Connection target;
        private final Consumer<UniqueClash> clashes;
        private final List<List<String>> keys = new ArrayList<>();
        private long number = -1;
        private long rows;
        private long found;

        Grouping(UniqueIndex index, Connection target, Consumer<UniqueClash> clashes) {
            this.index = index;
            this.target = target;
            this.clashes = clashes;
        }

        void add(ResultSet row) throws SQLException {
            int parts = index.table().primaryKey().size();
            if (row.getLong(parts + 1) != number) {
                end();
                number = row.getLong(parts + 1);
                rows = row.getLong(parts + 2);
            }
            if (keys.size() < ROWS_LISTED) {
                keys.add(TargetRead.key(row, parts));
            }
        }

        void end() {
            if (keys.isEmpty()) {
                return;
            }
            found++;
            Map<UUID, BsonValue> documents = new IdMap(index.owner())
                    .documentIds(
                            target, keys.stream().map(Grouping::documentPart).collect(Collectors.toSet()));
            List<ClashingRow> clashing = keys.stream()
                    .map(key -> new ClashingRow(
                            key,
                            Optional.ofNullable(documents.get(documentPart(key)))
                                    .map(document -> DocumentId.of(document).display())))
                    .toList();
            clashes.accept(new UniqueClash(index.table().name(), index.index().name(), rows, clashing));
            keys.clear();
        }

        private static UUID documentPart(List<String> key) {
            return UUID.fromString(key.get(0));
        }
    }
}
