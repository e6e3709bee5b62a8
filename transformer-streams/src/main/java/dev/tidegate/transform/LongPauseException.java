package dev.tidegate.transform;

import dev.tidegate.events.topic.TopicSettings;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;

/** The transformer was paused for longer than Kafka keeps deletes, and has records from before to read. */
public final class LongPauseException extends RuntimeException {
    LongPauseException(TopicPartition partition, long offset, Instant oldest) {
        super("the transformer has read " + partition + " up to offset " + offset
                + ", and what comes next is from before "
                + oldest + ": deletes are kept for " + TopicSettings.LONGEST_PAUSE.toDays()
                + " days, so rows might stay that were deleted since. Nothing was processed: start the migration anew under"
                + " another name");
    }
}
