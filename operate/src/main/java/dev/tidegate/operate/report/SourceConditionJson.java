package dev.tidegate.operate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.validator.pipeline.SourceCondition;
import java.time.Duration;

/** Whether changes are still carried, in every JSON that says it. */
public final class SourceConditionJson {
    private SourceConditionJson() {}

    public static ObjectNode of(SourceCondition source) {
        return ReportJson.object()
                .put("state", Names.camel(source.state()))
                .put("reason", source.reason())
                .put("message", source.message())
                .put("since", source.since().map(Object::toString).orElse(null))
                .put("position", source.position().map(Object::toString).orElse(null))
                .put("behindSeconds", source.behind().map(Duration::toSeconds).orElse(null));
    }
}
