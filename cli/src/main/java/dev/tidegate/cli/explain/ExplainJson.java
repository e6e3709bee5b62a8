package dev.tidegate.cli.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.tidegate.operate.explain.Explained;
import dev.tidegate.operate.report.DifferenceJson;
import dev.tidegate.operate.report.SourceConditionJson;
import dev.tidegate.validator.pipeline.SourceCondition;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** For scripts: an array, one object for each collection that has the id. */
public final class ExplainJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance))
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private ExplainJson() {}

    public static String write(List<Explained> all, SourceCondition source) {
        try {
            return MAPPER.writeValueAsString(
                    all.stream().map(each -> json(each, source)).toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an explanation cannot be written as JSON", e);
        }
    }

    private static Map<String, Object> json(Explained explained, SourceCondition source) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("collection", explained.collection());
        json.put("id", explained.id());
        json.put("table", explained.table());
        json.put("rowId", explained.rowId());
        json.put("document", explained.document());
        json.put("excluded", explained.excluded());
        json.put("raw", explained.raw());
        json.put("rows", explained.rows());
        json.put("edges", explained.edges());
        json.put("references", explained.references());
        json.put("source", SourceConditionJson.of(source));
        json.put("agrees", explained.differences().isEmpty());
        json.put(
                "differences",
                explained.differences().stream().map(DifferenceJson::of).toList());
        return json;
    }
}
