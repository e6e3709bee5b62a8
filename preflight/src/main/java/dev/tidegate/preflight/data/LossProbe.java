package dev.tidegate.preflight.data;

import dev.tidegate.mapping.bson.DecodingLoss;
import dev.tidegate.mapping.reason.Reason;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import dev.tidegate.preflight.finding.Tally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bson.RawBsonDocument;

/** What decoding replaces or leaves out in a collection's documents, by field. */
final class LossProbe {
    /** A collection can have any number of names. Those beyond are counted as one. */
    private static final int MOST_FIELDS = 100;

    private static final String OTHER_FIELDS = "…";

    private final String collection;
    private final Map<DecodingLoss, Tally> documents = new LinkedHashMap<>();

    LossProbe(String collection) {
        this.collection = collection;
    }

    void read(RawBsonDocument document, Supplier<String> id) {
        DecodingLoss.of(document).stream()
                .map(this::known)
                .distinct()
                .forEach(loss ->
                        documents.computeIfAbsent(loss, first -> new Tally()).add(id));
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        documents.forEach((loss, tally) -> findings.add(finding(loss, tally)));
        return findings;
    }

    private DecodingLoss known(DecodingLoss loss) {
        return documents.size() < MOST_FIELDS || documents.containsKey(loss)
                ? loss
                : new DecodingLoss(OTHER_FIELDS, loss.kind());
    }

    private Finding finding(DecodingLoss loss, Tally tally) {
        String where = collection + "." + loss.field();
        return switch (loss.kind()) {
            case INVALID_UTF8 ->
                tally.finding(
                        Severity.WARNING,
                        "invalid-utf8",
                        where,
                        "bytes that are no UTF-8, in a value or in a field's name: U+FFFD takes their place",
                        Reason.INVALID_UTF8_REPLACED.remedy());
            case DUPLICATE_KEY ->
                tally.finding(
                        Severity.WARNING,
                        "duplicate-key",
                        where,
                        "two fields with one name in one document or sub-document: the last one counts",
                        Reason.DUPLICATE_KEY_DROPPED.remedy());
        };
    }
}
