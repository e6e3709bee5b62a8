package dev.tidegate.operate.verify;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.DocumentTable;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.TableKind;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.mapping.id.TableOwners;
import dev.tidegate.validator.actual.IdMap;
import dev.tidegate.validator.actual.TargetNames;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.identity.RowIds;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.BsonValue;

/** Resolves changed rows to the subjects that are compared, and subjects to their collections. */
final class ChangedRows implements SubjectNames {
    private final Map<String, List<CollectionMapping>> byTable = new HashMap<>();
    private final Map<String, Junction> junctions = new HashMap<>();
    private final Map<String, CollectionMapping> collections = new HashMap<>();

    ChangedRows(Migration migration) {
        migration.collections().forEach(collection -> collections.put(collection.collection(), collection));
        DocumentTable.of(migration).stream()
                .filter(each -> each.kind() == TableKind.ENTITY || each.kind() == TableKind.CHILD)
                .forEach(each -> byTable.computeIfAbsent(each.name(), name -> new ArrayList<>())
                        .add(each.collection()));
        migration.junctions().forEach(junction -> junctions.put(junction.table(), junction));
    }

    /** The subject of a row, by its key in a note; empty when it can be none. */
    Optional<Subject> subject(String table, List<String> keys, Connection connection) {
        if (table.equals(TargetNames.DEAD_LETTER) || table.equals(TargetNames.ID_MAP)) {
            return Optional.of(ofOwnTable(table, keys.get(0), keys.get(1)));
        }
        if (table.equals(TargetNames.UNMAPPED)) {
            List<CollectionMapping> sharing = byTable.get(keys.get(0));
            return Optional.of(
                    sharing == null
                            ? new Subject.Row(table, keys.get(1))
                            : ofRow(table, sharing, UUID.fromString(keys.get(1)), connection));
        }
        Junction junction = junctions.get(table);
        if (junction != null) {
            return Optional.of(new Subject.Edge(table, UUID.fromString(keys.get(0)), UUID.fromString(keys.get(1))));
        }
        return Optional.ofNullable(byTable.get(table))
                .map(sharing -> ofRow(table, sharing, UUID.fromString(keys.get(0)), connection));
    }

    private Subject ofOwnTable(String table, String collection, String documentId) {
        return DocumentId.parse(documentId)
                .filter(id -> collections.containsKey(collection))
                .<Subject>map(id -> Subject.Document.of(collection, id))
                .orElseGet(() -> new Subject.Row(table, documentId));
    }

    private static Subject ofRow(String table, List<CollectionMapping> sharing, UUID rowId, Connection connection) {
        CollectionMapping collection = new TableOwners(sharing).of(rowId);
        RowIds ids = new RowIds(collection);
        Subject decoded = ids.subject(table, rowId);
        if (decoded instanceof Subject.Document || collection.ids() != IdKind.ANY) {
            return decoded;
        }
        Map<UUID, BsonValue> found = new IdMap(collection).documentIds(connection, List.of(rowId));
        return found.containsKey(rowId) ? Subject.Document.of(collection.collection(), found.get(rowId)) : decoded;
    }

    /** Those whose passes compare the whole table, for a row that is not known. */
    Set<String> collectionsOf(String table) {
        if (junctions.containsKey(table)) {
            return ends(junctions.get(table));
        }
        return byTable.containsKey(table)
                ? byTable.get(table).stream().map(CollectionMapping::collection).collect(Collectors.toSet())
                : collections.keySet();
    }

    @Override
    public Set<String> collections(Subject subject) {
        if (subject instanceof Subject.Document document) {
            return Set.of(document.collection());
        }
        return collectionsOf(subject instanceof Subject.Edge edge ? edge.junction() : ((Subject.Row) subject).table());
    }

    private static Set<String> ends(Junction junction) {
        Set<String> ends = new LinkedHashSet<>();
        ends.add(junction.left().collection());
        ends.add(junction.right().collection());
        return ends;
    }

    @Override
    public UUID rowId(Subject.Document document) {
        return new RowIds(collections.get(document.collection()))
                .rowId(document.id().value());
    }
}
