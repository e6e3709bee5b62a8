package dev.tidegate.operate.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A status for scripts: what is unknown is null; enums in lower case. */
public final class StatusJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance))
            .propertyNamingStrategy(PropertyNamingStrategies.LOWER_CAMEL_CASE)
            .enable(com.fasterxml.jackson.databind.cfg.EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private StatusJson() {}

    public static String pretty(MigrationStatus status) {
        return write(MAPPER.writerWithDefaultPrettyPrinter(), status);
    }

    public static String line(MigrationStatus status) {
        return write(MAPPER.writer(), status);
    }

    private static String write(ObjectWriter writer, MigrationStatus status) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("migration", status.migration());
        json.put("at", status.at());
        json.put("phase", status.phase());
        json.put("percent", status.percent());
        json.put("drained", status.drained());
        json.put("stages", status.stages());
        json.put("collections", status.collections());
        json.put("tables", status.tables());
        json.put("deadLetters", status.deadLetters());
        json.put("verification", status.verification());
        json.put("warnings", status.warnings());
        try {
            return writer.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a status is always JSON", e);
        }
    }
}
