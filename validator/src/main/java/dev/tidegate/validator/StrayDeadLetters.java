package dev.tidegate.validator;

import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.Difference.Kind;
import dev.tidegate.validator.document.Verdict;
import dev.tidegate.validator.target.TargetRows;
import dev.tidegate.validator.target.TargetTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Dead letters of documents that no order of ids leads to. For one thread. */
final class StrayDeadLetters {
    private static final int BATCH = 1000;

    private final CollectionContext context;

    StrayDeadLetters(CollectionContext context) {
        this.context = context;
    }

    /** Documents of an ObjectId collection that have another id, and dead letters that say they are of such. */
    void compareOtherIds() {
        context.documents().withOtherId(batch -> {
            Map<String, DeadLetterRow> letters = of(batch);
            context.judge(batch, (id, verdict) -> compare(id, verdict, letters));
        });
        reportWithoutDocument(own().whereNoObjectId("document_id"));
    }

    private void compare(BsonValue id, Verdict verdict, Map<String, DeadLetterRow> letters) {
        var letter = Optional.ofNullable(letters.get(DocumentId.of(id).display()));
        context.comparison().compare(id, verdict, Evidence.onlyDeadLetter(letter));
    }

    /** By document id as the table shows it. */
    Map<String, DeadLetterRow> of(List<BsonDocument> batch) {
        Object[] ids = batch.stream()
                .map(document -> DocumentId.of(document.get("_id")).display())
                .toArray();
        var letters = new HashMap<String, DeadLetterRow>();
        own().rowsWith(context.target(), "document_id", "text", ids).forEach(row -> {
            DeadLetterRow letter = DeadLetterRow.of(row);
            letters.put(letter.documentId(), letter);
        });
        return letters;
    }

    void reportAllWithoutDocument() {
        reportWithoutDocument(own());
    }

    private TargetTable own() {
        return DeadLetterRow.TABLE.where("collection", context.collection().collection());
    }

    private void reportWithoutDocument(TargetTable letters) {
        try (TargetRows rows = letters.rows(context.target())) {
            while (rows.hasNext()) {
                var batch = new ArrayList<String>(BATCH);
                while (rows.hasNext() && batch.size() < BATCH) {
                    batch.add(DeadLetterRow.of(rows.take()).documentId());
                }
                report(batch);
            }
        }
    }

    private void report(List<String> documentIds) {
        var ids = new ArrayList<BsonValue>();
        documentIds.forEach(text -> DocumentIds.parse(text).ifPresent(ids::add));
        Set<String> existing = new HashSet<>();
        context.documents()
                .existing(ids)
                .forEach(id -> existing.add(DocumentId.of(id).display()));
        documentIds.stream()
                .filter(id -> !existing.contains(id))
                .forEach(id -> context.findings()
                        .add(
                                TargetNames.DEAD_LETTER,
                                context.collection().collection() + " " + id,
                                Kind.DEAD_LETTER_EXTRA,
                                "no such document"));
    }
}
