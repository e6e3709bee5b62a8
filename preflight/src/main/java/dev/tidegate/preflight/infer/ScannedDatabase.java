package dev.tidegate.preflight.infer;

import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.preflight.infer.draft.MigrationDraft;
import dev.tidegate.preflight.infer.draft.MigrationInference;
import dev.tidegate.preflight.infer.evidence.IdFacts;
import dev.tidegate.preflight.infer.evidence.IdKinds;
import dev.tidegate.preflight.infer.shape.CollectionShape;
import dev.tidegate.preflight.infer.shape.ShapeNumbers;
import dev.tidegate.preflight.infer.write.FileUpdate;
import dev.tidegate.preflight.infer.write.MigrationReport;
import dev.tidegate.preflight.infer.write.MigrationYaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** What is seen of a database, collection by collection; at the end it becomes a migration file. Confined to one thread. */
public final class ScannedDatabase implements AutoCloseable {
    private final String name;
    private final boolean isSample;
    private final IdFacts facts;
    private final List<CollectionShape> shapes = new ArrayList<>();
    private final ShapeNumbers numbers = new ShapeNumbers();
    private final Map<String, List<BsonDocument>> indexes = new HashMap<>();
    private BsonValue holder;

    /** @param isSample not all documents are read; all ids are */
    public ScannedDatabase(String name, IdKinds kinds, boolean isSample) {
        this.name = name;
        this.isSample = isSample;
        this.facts = new IdFacts(kinds);
    }

    /** What follows is of this collection. */
    public void collection(String collection) {
        shapes.add(new CollectionShape(collection, numbers, (place, value) -> facts.value(place, value, holder)));
    }

    /** The collection's indexes, as {@code listIndexes} gives them. */
    public void indexes(List<BsonDocument> ofCollection) {
        indexes.put(shapes.get(shapes.size() - 1).name(), ofCollection);
    }

    public void id(BsonValue id) {
        facts.id(shapes.size() - 1, id);
    }

    /** A document whose id was given. It should be decoded in depth. */
    public void document(BsonDocument document) {
        holder = document.get("_id");
        shapes.get(shapes.size() - 1).read(document, DocumentId.of(holder));
    }

    /** @param notCarried collections that were not read, each with the reason */
    public InferredMigration infer(List<String> notCarried) {
        MigrationDraft draft = draft(notCarried);
        return inferred(draft, MigrationYaml.of(draft));
    }

    /**
     * The file as it is, with what it does not say.
     *
     * @param text of a migration file that can be read
     */
    public InferredMigration update(String text, List<String> notCarried) {
        MigrationDraft draft = draft(notCarried);
        return inferred(draft, FileUpdate.of(text, MigrationFile.parse("the file", text), draft));
    }

    private MigrationDraft draft(List<String> notCarried) {
        return new MigrationInference(shapes, facts, indexes, isSample).infer(name, notCarried);
    }

    private static InferredMigration inferred(MigrationDraft draft, String yaml) {
        MigrationFile.parse("the inferred file", yaml);
        int references = (int) draft.collections().stream()
                .flatMap(collection -> collection.columns().stream())
                .filter(column -> column.reference().isPresent())
                .count();
        return new InferredMigration(
                yaml,
                MigrationReport.of(draft),
                draft.questions(),
                draft.collections().size(),
                references,
                draft.junctions().size());
    }

    @Override
    public void close() {
        facts.close();
    }
}
