package dev.tidegate.operate.pipeline;

import dev.tidegate.validator.pipeline.SourceCondition;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The condition of the source, for scripts: the same fields as in the report of {@code validate}. */
public final class SourceConditionJson {
    private SourceConditionJson() {}

    public static Map<String, Object> of(SourceCondition source) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("state", camel(source.state().name()));
        json.put("reason", source.reason());
        json.put("message", source.message());
        json.put("since", source.since().map(Object::toString).orElse(null));
        json.put("position", source.position().map(Object::toString).orElse(null));
        json.put("behindSeconds", source.behind().map(Duration::toSeconds).orElse(null));
        return json;
    }

    private static String camel(String name) {
        String[] words = name.toLowerCase(Locale.ROOT).split("_");
        StringBuilder camel = new StringBuilder(words[0]);
        for (int word = 1; word < words.length; word++) {
            camel.append(words[word].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[word].substring(1));
        }
        return camel.toString();
    }
}
