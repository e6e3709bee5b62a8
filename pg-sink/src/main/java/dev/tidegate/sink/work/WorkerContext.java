package dev.tidegate.sink.work;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.sink.connect.Connections;
import dev.tidegate.sink.progress.ProgressMeter;
import java.util.Map;

/** What all workers of a sink share. */
public record WorkerContext(
        Migration migration,
        Map<String, Object> consumerProperties,
        Connections connections,
        TopicIds topicIds,
        ProgressMeter meter,
        Closing closing) {

    Retries retries() {
        return new Retries(closing, meter);
    }
}
