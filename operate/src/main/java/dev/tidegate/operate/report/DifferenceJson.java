package dev.tidegate.operate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.validator.difference.Difference;

/**
 * A difference as every JSON has it: the report of {@code validate}, the events of {@code verify}, {@code explain}. Its schema
 * is {@code difference} in {@code docs/validation-report.schema.json}.
 */
public final class DifferenceJson {
    private DifferenceJson() {}

    public static ObjectNode of(Difference difference) {
        return ReportJson.object()
                .put("table", difference.table())
                .put("id", difference.id())
                .put("column", difference.column().orElse(null))
                .put("field", difference.field().orElse(null))
                .put("kind", Names.camel(difference.kind()))
                .put("layer", Names.camel(difference.kind().layer()))
                .put("mongodb", difference.document())
                .put("postgresql", difference.row())
                .put("detail", difference.detail());
    }
}
