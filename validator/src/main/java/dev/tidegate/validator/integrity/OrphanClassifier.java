package dev.tidegate.validator.integrity;

import com.mongodb.client.MongoDatabase;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.actual.IdMap;
import dev.tidegate.validator.identity.RowIds;
import java.sql.Connection;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.BsonValue;

/** Says of a batch of orphans why the row is not there: one question to MongoDB and one to PostgreSQL for all. */
final class OrphanClassifier {
    private static final String DEAD_LETTERS =
            "SELECT document_id, stage FROM tidegate.dead_letter WHERE collection = ? AND document_id = ANY (?) AND ";

    /** A row that the sink was refused may belong to a document whose other rows are stale: only a transform's counts. */
    private static final String WITHOUT_ROW = "NOT (stale AND stage = 'transform')";

    /** The row is of an older version of the document than MongoDB has. */
    private static final String WITH_OLDER_ROW = "stale";

    /** The stage of letters that {@code references --apply} wrote. */
    private static final String OF_DUPLICATE = "references";

    private final ReferenceColumn reference;
    private final RowIds referenced;
    private final Connection target;
    private final SourceDocuments source;

    OrphanClassifier(ReferenceColumn reference, Connection target, MongoDatabase source) {
        this.reference = reference;
        this.referenced = new RowIds(reference.referenced());
        this.target = target;
        this.source = new SourceDocuments(source);
    }

    List<Orphan> classify(List<RawOrphan> batch) {
        Map<UUID, BsonValue> referring = referring(batch);
        Map<UUID, BsonValue> missing = missing(batch, referring);
        Map<String, String> existing = source.displays(reference.referenced(), missing.values());
        Set<String> excluded = source.excluded(reference.referenced(), missing.values());
        Set<String> withRows = new HashSet<>(existing.keySet());
        withRows.removeAll(excluded);
        Set<UUID> misplaced = misplaced(missing, withRows);
        Set<UUID> onlyThen = new HashSet<>(misplaced);
        onlyThen.addAll(unresolved(batch, missing));
        Set<String> older = onlyThen.isEmpty()
                ? Set.of()
                : deadLetters(reference.referrer().collection(), WITH_OLDER_ROW, displays(referring))
                        .keySet();
        Map<UUID, OrphanKind> kinds = kinds(missing, existing, excluded, misplaced);
        return batch.stream()
                .map(orphan -> {
                    Optional<String> referrer = display(referring, referrer(orphan));
                    boolean wasThereThen = onlyThen.contains(orphan.target())
                            && referrer.filter(older::contains).isPresent();
                    OrphanKind kind = wasThereThen
                            ? OrphanKind.DANGLING_IN_SOURCE
                            : kinds.getOrDefault(orphan.target(), unknown(orphan.target()));
                    return orphan(orphan, kind, referrer, display(missing, orphan.target()));
                })
                .toList();
    }

    private UUID referrer(RawOrphan orphan) {
        return orphan.keyPart(reference.referrer().keyPart());
    }

    private Orphan orphan(RawOrphan orphan, OrphanKind kind, Optional<String> referring, Optional<String> missing) {
        return new Orphan(
                reference.table().name(),
                reference.column(),
                reference.referencedTable(),
                orphan.key(),
                referrer(orphan),
                orphan.target(),
                kind,
                referring,
                missing);
    }

    /** An id by name that neither the map nor the referring document knows: nothing there can account for it. */
    private OrphanKind unknown(UUID id) {
        return referenced.fits(id) ? OrphanKind.BROKEN : OrphanKind.FOREIGN_ID;
    }

    private static Optional<String> display(Map<UUID, BsonValue> documents, UUID id) {
        return Optional.ofNullable(documents.get(id))
                .map(document -> DocumentId.of(document).display());
    }

    private Map<UUID, BsonValue> referring(List<RawOrphan> batch) {
        Set<UUID> ids = batch.stream().map(this::referrer).collect(Collectors.toSet());
        return new IdMap(reference.referrer().collection()).documentIds(target, ids);
    }

    private Map<UUID, BsonValue> missing(List<RawOrphan> batch, Map<UUID, BsonValue> referring) {
        Set<UUID> ids = batch.stream().map(RawOrphan::target).collect(Collectors.toSet());
        Map<UUID, BsonValue> missing = new IdMap(reference.referenced()).documentIds(target, ids);
        Set<UUID> unknown = unresolved(batch, missing);
        if (!unknown.isEmpty() && !reference.referrer().fields().isEmpty()) {
            missing.putAll(source.referredIds(
                    reference.referrer().collection(),
                    referring.values(),
                    reference.referrer().fields(),
                    reference.referenced(),
                    unknown));
        }
        return missing;
    }

    /** Ids by name that could be the collection's, that nothing resolves to a document. */
    private Set<UUID> unresolved(List<RawOrphan> batch, Map<UUID, BsonValue> missing) {
        return batch.stream()
                .map(RawOrphan::target)
                .filter(id -> !missing.containsKey(id) && referenced.fits(id))
                .collect(Collectors.toSet());
    }

    /** @param existing by canonical id: a letter shows the document's own form of it, a reference may have another */
    private Map<UUID, OrphanKind> kinds(
            Map<UUID, BsonValue> missing, Map<String, String> existing, Set<String> excluded, Set<UUID> misplaced) {
        Map<String, String> withoutRow = deadLetters(reference.referenced(), WITHOUT_ROW, existing.values());
        var kinds = new HashMap<UUID, OrphanKind>();
        missing.forEach((id, document) -> {
            DocumentId documentId = DocumentId.of(document);
            boolean exists = existing.containsKey(documentId.canonical());
            boolean isExcluded = excluded.contains(documentId.canonical());
            boolean accounted = exists && !isExcluded
                    ? withoutRow.containsKey(existing.get(documentId.canonical()))
                    : !reference.heldByReferenced() && !misplaced.contains(id);
            kinds.put(
                    id,
                    !accounted
                            ? OrphanKind.BROKEN
                            : isExcluded
                                    ? OrphanKind.EXCLUDED
                                    : exists
                                            ? ofLetter(withoutRow.get(existing.get(documentId.canonical())))
                                            : OrphanKind.DANGLING_IN_SOURCE);
        });
        return kinds;
    }

    private static OrphanKind ofLetter(String stage) {
        return stage.equals(OF_DUPLICATE) ? OrphanKind.DUPLICATE : OrphanKind.DEAD_LETTER;
    }

    private static Set<String> displays(Map<UUID, BsonValue> documents) {
        return documents.values().stream()
                .map(document -> DocumentId.of(document).display())
                .collect(Collectors.toSet());
    }

    /** The stage of each, by the document. */
    private Map<String, String> deadLetters(CollectionMapping collection, String condition, Collection<String> ids) {
        var letters = new HashMap<String, String>();
        TargetRead.each(
                target,
                TidegateTables.DEAD_LETTER,
                DEAD_LETTERS + condition,
                List.of(collection.collection(), TargetRead.array(target, "text", List.copyOf(ids))),
                row -> letters.put(row.getString(1), row.getString(2)));
        return letters;
    }

    /** Those that belong into another column, for they live in another collection. */
    private Set<UUID> misplaced(Map<UUID, BsonValue> missing, Set<String> existing) {
        Set<String> elsewhere = livingElsewhere(missing.values());
        var misplaced = new HashSet<UUID>();
        missing.forEach((id, document) -> {
            String canonical = DocumentId.of(document).canonical();
            if (elsewhere.contains(canonical) && !existing.contains(canonical)) {
                misplaced.add(id);
            }
        });
        return misplaced;
    }

    /** Ids that live in exactly one of the other collections: they belong into another column. */
    private Set<String> livingElsewhere(Collection<BsonValue> documents) {
        var homes = new HashMap<String, Integer>();
        for (CollectionMapping collection : reference.elsewhere()) {
            source.existing(collection, documents).forEach(id -> homes.merge(id, 1, Integer::sum));
        }
        return homes.entrySet().stream()
                .filter(home -> home.getValue() == 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
