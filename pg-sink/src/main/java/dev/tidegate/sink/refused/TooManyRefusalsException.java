package dev.tidegate.sink.refused;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** PostgreSQL refuses most documents. The sink stops; the batch was rolled back. */
public final class TooManyRefusalsException extends RuntimeException {
    private static final int CAUSES_SHOWN = 5;

    TooManyRefusalsException(int documents, List<RefusedRow> lastBatch) {
        super("PostgreSQL refuses most documents, " + documents + " different ones in a row. In the last batch: "
                + causes(lastBatch) + "; first at offset "
                + lastBatch.get(0).record().offset() + " of "
                + lastBatch.get(0).record().topic() + "-"
                + lastBatch.get(0).record().partition()
                + ". That is taken for a fault of the target, not of the documents: this batch was not written, and made"
                + " no dead letters. Take back what was changed in PostgreSQL, then start again: the sink resumes with"
                + " this batch; 'tidegate errors replay' is for the dead letters from before");
    }

    /** Documents by table and error. */
    private static String causes(List<RefusedRow> rows) {
        Map<String, Set<Object>> documents = new LinkedHashMap<>();
        for (RefusedRow row : rows) {
            String cause = "table " + row.tableName() + ": " + row.error().text();
            documents.computeIfAbsent(cause, any -> new LinkedHashSet<>()).add(row.document());
        }
        String shown = documents.entrySet().stream()
                .limit(CAUSES_SHOWN)
                .map(each -> each.getKey() + ", "
                        + (each.getValue().size() == 1
                                ? "1 document"
                                : each.getValue().size() + " documents"))
                .collect(Collectors.joining("; "));
        return documents.size() > CAUSES_SHOWN
                ? shown + "; and " + (documents.size() - CAUSES_SHOWN) + " other causes"
                : shown;
    }
}
